x = "\xZ"
