# A require is used where the module is named or called outside of functions; in a function only by its macros.
require Logger
Logger.flush()
require Integer
f = fn -> Integer.parse("1") end
f.()
require Keyword
IO.inspect(Keyword)
require Atom
_ = &Atom.to_string/1

defmodule Named do
  require Tuple
  x = Tuple
  x.to_list({1})
  require URI
  def f(%URI{}), do: 1
  require String
  def g(x), do: String.length(x)
end
