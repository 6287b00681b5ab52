"""Tables of the warehouse file, one file a table. No PRIMARY KEYs: an index makes the file several times larger."""
