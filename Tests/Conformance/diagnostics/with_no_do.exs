with x <- 1
