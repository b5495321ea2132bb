exit({:shutdown, 1})
