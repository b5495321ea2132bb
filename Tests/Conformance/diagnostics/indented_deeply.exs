defmodule A do
                                        def f, do: undefined_a + 1
                                        def g(x), do: 1
end
