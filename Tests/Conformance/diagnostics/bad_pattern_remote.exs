String.length(x) = 1
