defmodule Store do
  @callback init(keyword()) :: term()
  @callback put(term(), term(), term()) :: term()
  @callback get(term(), term()) :: {:ok, term()} | :error
  @callback close(term()) :: :ok
  @optional_callbacks close: 1

  defmacro __using__(_opts) do
    quote do
      @behaviour Store
      def init(_opts), do: %{}
      defoverridable init: 1
    end
  end

  def with_store(mod, opts, fun) when is_atom(mod) and is_function(fun, 1) do
    st = mod.init(opts)
    result = fun.(st)
    if function_exported?(mod, :close, 1), do: mod.close(st)
    result
  end

  def fetch(mod, st, k, default \\ nil) do
    case mod.get(st, k) do
      {:ok, v} -> v
      :error when is_function(default, 0) -> default.()
      :error -> default
    end
  end
end

defmodule MapStore do
  use Store
  @impl true
  def put(st, k, v), do: Map.put(st, k, v)
  @impl true
  def get(st, k), do: Map.fetch(st, k)
end

defmodule ListStore do
  use Store
  @impl Store
  def init(opts), do: Keyword.get(opts, :seed, [])
  @impl Store
  def put(st, k, v), do: [{k, v} | st]

  @impl Store
  def get(st, k) do
    case List.keyfind(st, k, 0) do
      {^k, v} -> {:ok, v}
      nil -> :error
    end
  end

  @impl Store
  def close(_), do: :ok
end

for mod <- [MapStore, ListStore] do
  out = Store.with_store(mod, [], fn st ->
    st = mod.put(st, :a, 1)
    {Store.fetch(mod, st, :a), Store.fetch(mod, st, :b, 0), Store.fetch(mod, st, :c, fn -> :lazy end)}
  end)

  IO.inspect(out)
end
