"""Tables of the published file: what dashboards, exports and analysts read. Nothing about persons."""
