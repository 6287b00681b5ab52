from lahde.cli import main

main()
