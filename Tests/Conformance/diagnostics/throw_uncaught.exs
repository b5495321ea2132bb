throw(:foo)
