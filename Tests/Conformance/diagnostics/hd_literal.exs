x = hd([])
