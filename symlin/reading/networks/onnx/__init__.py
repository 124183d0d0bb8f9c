"""ONNX files: graphs of operators, each by its name and the version of its operator set."""
