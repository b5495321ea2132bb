exit(:foo)
