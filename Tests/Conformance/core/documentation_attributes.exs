# `@doc` as an attribute: read it is the text, asked for by name it has its line; set by name it needs one.
defmodule Maker do
  defmacro make do
    quote do
      @doc "of a macro"
      IO.inspect(@doc)
      IO.inspect(Module.get_attribute(__MODULE__, :doc))
      def made, do: 1
      @doc "set"
      @doc "in vain"
      @typedoc "set"
    end
  end
end

defmodule Documented do
  require Maker
  IO.inspect(Module.get_attribute(__MODULE__, :moduledoc))
  @moduledoc "module"
  IO.inspect(@moduledoc)
  IO.inspect(Module.get_attribute(__MODULE__, :moduledoc))
  IO.inspect(Module.get_last_attribute(__MODULE__, :moduledoc))
  Maker.make()
  @doc false
  IO.inspect(Module.get_attribute(__MODULE__, :doc))
  IO.inspect(Module.delete_attribute(__MODULE__, :doc))
  Module.put_attribute(__MODULE__, :doc, {5, "by name"})
  IO.inspect(Module.get_attribute(__MODULE__, :doc))
  def named, do: 1

  for value <- ["text", [since: "1"], nil, {nil, "text"}] do
    try do
      Module.put_attribute(__MODULE__, :doc, value)
    rescue
      error in ArgumentError -> IO.puts(error.message)
    end
  end
end
