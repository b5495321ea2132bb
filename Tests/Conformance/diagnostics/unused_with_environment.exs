defmodule M do
  defmacro nested(x), do: x
end
defmodule Main do
  require M
  def run do
    Macro.expand_once(quote(do: M.nested(x)), __ENV__)
    alias Some.Long.Name, as: Short
    Macro.expand({:__aliases__, [], [:Short]}, __ENV__)
  end
end
Main.run()
