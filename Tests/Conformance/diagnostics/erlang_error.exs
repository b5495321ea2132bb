:erlang.error(:foo)
