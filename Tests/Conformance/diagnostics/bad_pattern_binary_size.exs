<<a::binary, b::binary>> = "abc"
