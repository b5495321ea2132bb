x = [unquote_splicing([1])]
