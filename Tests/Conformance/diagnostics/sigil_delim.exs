x = ~s*abc*
