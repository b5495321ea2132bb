# Access by key, `data[key]`, and the accessors for `get_in/2` and its neighbours.

defmodule Access do
  @moduledoc """
  Access to data by keys that are known at run time only.

  `data[key]` works on maps, keyword lists and `nil`, and returns `nil` for absent keys, so
  that it can be chained:

      iex> config = %{server: [port: 8080]}
      iex> config[:server][:port]
      8080
      iex> config[:client][:port]
      nil

  Structs are read with `struct.field`, which raises for unknown fields. A struct that shall
  be read with keys implements the callbacks of this module as a behaviour.

  ## Paths

  `get_in/2`, `put_in/3`, `update_in/3`, `get_and_update_in/3` and `pop_in/2` of `Kernel` take
  a path: a list whose items are keys or functions. This module makes such functions, for
  what keys cannot reach: positions, all elements, those that meet a condition.

      iex> user = %{name: "Ida", languages: [%{name: "elixir"}, %{name: "c"}]}
      iex> get_in(user, [:languages, Access.all(), :name])
      ["elixir", "c"]
      iex> update_in(user, [:languages, Access.at(0), :name], &String.upcase/1)
      %{name: "Ida", languages: [%{name: "ELIXIR"}, %{name: "c"}]}

  A function of your own gets three arguments: `:get`, the data and a function to call with
  what was found; or `:get_and_update`, the data and a function to call likewise, which returns
  `{returned, new_value}` or `:pop`.
  """

  @type container :: keyword | struct | map
  @type nil_container :: nil
  @type t :: container | nil_container | any
  @type key :: any
  @type value :: any

  @type get_fun(data) :: (:get, data, (term -> term) -> new_data :: container)

  @type get_and_update_fun(data, current_value) ::
          (:get_and_update, data, (term -> term) ->
             {current_value, new_data :: container} | :pop)

  @type access_fun(data, current_value) ::
          get_fun(data) | get_and_update_fun(data, current_value)

  @doc """
  Returns `{:ok, value}` for a key that is there, else `:error`.
  """
  @callback fetch(term :: t, key) :: {:ok, value} | :error

  @doc """
  Reads and updates the value of a key in one go.

  The function gets the value and returns `{returned, new_value}` or `:pop`.
  """
  @callback get_and_update(data, key, (value | nil -> {current_value, new_value :: value} | :pop)) ::
              {current_value, new_data :: data}
            when current_value: value, data: container

  @doc """
  Takes a key out; returns its value, or `nil`, and the rest.
  """
  @callback pop(data, key) :: {value, data} when data: container

  @doc """
  Returns `{:ok, value}` for a key that is there, else `:error`.

      iex> Access.fetch(%{name: "meg"}, :name)
      {:ok, "meg"}
      iex> Access.fetch([ordered: true], :missing)
      :error
      iex> Access.fetch(nil, :key)
      :error
  """
  @spec fetch(container, term) :: {:ok, term} | :error
  @spec fetch(nil_container, any) :: :error
  def fetch(container, key)

  def fetch(%module{} = container, key) do
    call_behaviour(module, :fetch, [container, key])
  end

  def fetch(map, key) when is_map(map) do
    case map do
      %{^key => value} -> {:ok, value}
      %{} -> :error
    end
  end

  def fetch(list, key) when is_list(list) and is_atom(key) do
    case :lists.keyfind(key, 1, list) do
      {_, value} -> {:ok, value}
      false -> :error
    end
  end

  def fetch(list, key) when is_list(list) do
    raise ArgumentError,
          "the Access calls for keywords expect the key to be an atom, got: " <> inspect(key)
  end

  def fetch(nil, _key), do: :error

  @doc """
  Returns the value of a key or raises `KeyError`.

      iex> Access.fetch!(%{name: "meg"}, :name)
      "meg"
  """
  @doc since: "1.10.0"
  @spec fetch!(container, term) :: term
  def fetch!(container, key) do
    case fetch(container, key) do
      {:ok, value} -> value
      :error -> raise KeyError, key: key, term: container
    end
  end

  @doc """
  Returns the value of a key, or `default`.

      iex> Access.get(%{name: "meg"}, :name, "john")
      "meg"
      iex> Access.get([ordered: true], :size, 10)
      10
      iex> Access.get(nil, :key)
      nil
  """
  @spec get(container, term, term) :: term
  @spec get(nil_container, any, default) :: default when default: var
  def get(container, key, default \\ nil)

  def get(%module{} = container, key, default) do
    case call_behaviour(module, :fetch, [container, key]) do
      {:ok, value} -> value
      :error -> default
    end
  end

  def get(map, key, default) when is_map(map) do
    case map do
      %{^key => value} -> value
      %{} -> default
    end
  end

  def get(list, key, default) when is_list(list) and is_atom(key) do
    case :lists.keyfind(key, 1, list) do
      {_, value} -> value
      false -> default
    end
  end

  def get(list, key, _default) when is_list(list) and is_integer(key) do
    raise ArgumentError, """
    the Access module does not support accessing lists by index, got: #{inspect(key)}

    Accessing a list by index is typically discouraged in Elixir, \
    instead we prefer to use the Enum module to manipulate lists \
    as a whole. If you really must access a list element by index, \
    you can use Enum.at/2 or the functions in the List module\
    """
  end

  def get(list, key, _default) when is_list(list) do
    raise ArgumentError, """
    the Access module supports only keyword lists (with atom keys), got: #{inspect(key)}

    If you want to search lists of tuples, use List.keyfind/3\
    """
  end

  def get(nil, _key, default), do: default

  @doc """
  Reads and updates the value of a key in one go.

  `fun` gets the value, or `nil`, and returns `{returned, new_value}`, or `:pop` to take the
  key out.

      iex> Access.get_and_update([a: 1], :a, fn x -> {x, x + 1} end)
      {1, [a: 2]}
      iex> Access.get_and_update(%{a: 1}, :a, fn _ -> :pop end)
      {1, %{}}
  """
  @spec get_and_update(data, key, (value | nil -> {current_value, new_value :: value} | :pop)) ::
          {current_value, new_data :: data}
        when data: container, current_value: var
  def get_and_update(container, key, fun)

  def get_and_update(%module{} = container, key, fun) do
    call_behaviour(module, :get_and_update, [container, key, fun])
  end

  def get_and_update(map, key, fun) when is_map(map), do: Map.get_and_update(map, key, fun)

  def get_and_update(list, key, fun) when is_list(list) and is_atom(key) do
    Keyword.get_and_update(list, key, fun)
  end

  def get_and_update(list, key, _fun) when is_list(list) and is_integer(key) do
    raise ArgumentError, """
    the Access module does not support accessing lists by index, got: #{inspect(key)}

    Accessing a list by index is typically discouraged in Elixir, \
    instead we prefer to use the Enum module to manipulate lists \
    as a whole. If you really must modify a list element by index, \
    you can use Access.at/1 or the functions in the List module\
    """
  end

  def get_and_update(list, key, _fun) when is_list(list) do
    raise ArgumentError,
          "the Access module supports only keyword lists (with atom keys), got: " <> inspect(key)
  end

  def get_and_update(nil, key, _fun) do
    raise ArgumentError, "could not put/update key #{inspect(key)} on a nil value"
  end

  @doc """
  Takes a key out; returns its value, or `nil`, and the rest.

      iex> Access.pop(%{name: "Elixir", creator: "Valim"}, :name)
      {"Elixir", %{creator: "Valim"}}
      iex> Access.pop([a: 1], :b)
      {nil, [a: 1]}
  """
  @spec pop(data, key) :: {value, data} when data: container
  def pop(container, key)

  def pop(%module{} = container, key), do: call_behaviour(module, :pop, [container, key])
  def pop(map, key) when is_map(map), do: Map.pop(map, key)
  def pop(list, key) when is_list(list), do: Keyword.pop(list, key)

  def pop(nil, key) do
    raise ArgumentError, "could not pop key #{inspect(key)} on a nil value"
  end

  # That a struct has no such function is explained; errors from within it are not touched.
  defp call_behaviour(module, function, args) do
    arity = length(args)

    try do
      apply(module, function, args)
    rescue
      error in UndefinedFunctionError ->
        case error do
          %{module: ^module, function: ^function, arity: ^arity} ->
            reason =
              "#{inspect(module)} does not implement the Access behaviour\n\n" <>
                "You can use the \"struct.field\" syntax to access struct fields. You can " <>
                "also use Access.key!/1 to access struct fields dynamically inside " <>
                "get_in/put_in/update_in"

            reraise %{error | reason: reason}, __STACKTRACE__

          _ ->
            reraise error, __STACKTRACE__
        end
    end
  end

  ## Accessors

  @doc """
  Accesses a key of a map or struct; reads `default` if it is absent.

      iex> get_in(%{}, [Access.key(:user, %{}), Access.key(:name, "nobody")])
      "nobody"
      iex> put_in(%{}, [Access.key(:user, %{}), :name], "Ida")
      %{user: %{name: "Ida"}}
  """
  @spec key(key, term) :: access_fun(data :: struct | map, current_value :: term)
  def key(key, default \\ nil) do
    fn
      :get, data, next ->
        next.(Map.get(data, key, default))

      :get_and_update, data, next ->
        value = Map.get(data, key, default)

        case next.(value) do
          {returned, new_value} -> {returned, Map.put(data, key, new_value)}
          :pop -> {value, Map.delete(data, key)}
        end
    end
  end

  @doc """
  Accesses a key of a map or struct; raises `KeyError` if it is absent.

      iex> update_in(%{user: %{age: 41}}, [Access.key!(:user), Access.key!(:age)], &(&1 + 1))
      %{user: %{age: 42}}
  """
  @spec key!(key) :: access_fun(data :: struct | map, current_value :: term)
  def key!(key) do
    fn
      :get, %{} = data, next ->
        next.(Map.fetch!(data, key))

      :get_and_update, %{} = data, next ->
        value = Map.fetch!(data, key)

        case next.(value) do
          {returned, new_value} -> {returned, Map.put(data, key, new_value)}
          :pop -> {value, Map.delete(data, key)}
        end

      _operation, data, _next ->
        raise "Access.key!/1 expected a map/struct, got: #{inspect(data)}"
    end
  end

  @doc """
  Accesses an element of a tuple.

  Tuples keep their size: nothing can be popped.

      iex> get_in(%{user: {"Ida", 1}}, [:user, Access.elem(0)])
      "Ida"
      iex> put_in({1, 2}, [Access.elem(1)], :new)
      {1, :new}
  """
  @spec elem(non_neg_integer) :: access_fun(data :: tuple, current_value :: term)
  def elem(index) when is_integer(index) and index >= 0 do
    fn
      :get, data, next when is_tuple(data) ->
        next.(:erlang.element(index + 1, data))

      :get_and_update, data, next when is_tuple(data) ->
        value = :erlang.element(index + 1, data)

        case next.(value) do
          {returned, new_value} -> {returned, :erlang.setelement(index + 1, data, new_value)}
          :pop -> raise "cannot pop data from a tuple"
        end

      _operation, data, _next ->
        raise "Access.elem/1 expected a tuple, got: #{inspect(data)}"
    end
  end

  @doc """
  Accesses all elements of a list.

      iex> get_in([%{n: 1}, %{n: 2}], [Access.all(), :n])
      [1, 2]
      iex> update_in([1, 2], [Access.all()], &(&1 * 10))
      [10, 20]
      iex> pop_in([%{n: 1, m: 2}], [Access.all(), :n])
      {[1], [%{m: 2}]}
  """
  @spec all() :: access_fun(data :: list, current_value :: list)
  def all, do: &all/3

  defp all(:get, data, next) when is_list(data), do: Enum.map(data, next)

  defp all(:get_and_update, data, next) when is_list(data) do
    update_where(data, fn _ -> true end, next)
  end

  defp all(_operation, data, _next) do
    raise "Access.all/0 expected a list, got: #{inspect(data)}"
  end

  @doc """
  Accesses the element of a list at a position; negative ones count from the end.

  Outside the bounds `nil` is read and nothing is written.

      iex> get_in([:a, :b], [Access.at(-1)])
      :b
      iex> update_in([1, 2], [Access.at(0)], &(&1 * 10))
      [10, 2]
      iex> get_in([:a], [Access.at(5)])
      nil
  """
  @spec at(integer) :: access_fun(data :: list, current_value :: term)
  def at(index) when is_integer(index), do: &at(&1, &2, index, &3)

  defp at(:get, data, index, next) when is_list(data), do: next.(Enum.at(data, index))

  defp at(:get_and_update, data, index, next) when is_list(data) do
    case split_at(data, index) do
      {before, [value | rest]} -> update_between(before, value, rest, next)
      :error -> {nil, data}
    end
  end

  defp at(_operation, data, _index, _next) do
    raise "Access.at/1 expected a list, got: #{inspect(data)}"
  end

  @doc """
  Accesses the element of a list at a position; raises `Enum.OutOfBoundsError` outside the
  bounds.

      iex> get_in([:a, :b], [Access.at!(0)])
      :a
      iex> get_in([:a], [Access.at!(5)])
      ** (Enum.OutOfBoundsError) out of bounds error at position 5 when traversing enumerable [:a]
  """
  @doc since: "1.11.0"
  @spec at!(integer) :: access_fun(data :: list, current_value :: term)
  def at!(index) when is_integer(index), do: &at!(&1, &2, index, &3)

  defp at!(:get, data, index, next) when is_list(data), do: next.(Enum.fetch!(data, index))

  defp at!(:get_and_update, data, index, next) when is_list(data) do
    case split_at(data, index) do
      {before, [value | rest]} -> update_between(before, value, rest, next)
      :error -> raise Enum.OutOfBoundsError, index: index, enumerable: data
    end
  end

  defp at!(_operation, data, _index, _next) do
    raise "Access.at!/1 expected a list, got: #{inspect(data)}"
  end

  defp split_at(list, index) when index < 0 do
    case length(list) + index do
      from_start when from_start >= 0 -> split_at(list, from_start)
      _ -> :error
    end
  end

  defp split_at(list, index) do
    case Enum.split(list, index) do
      {_, []} -> :error
      split -> split
    end
  end

  defp update_between(before, value, rest, next) do
    case next.(value) do
      {returned, new_value} -> {returned, before ++ [new_value | rest]}
      :pop -> {value, before ++ rest}
    end
  end

  @doc """
  Accesses the elements of a list for which `fun` is truthy.

      iex> get_in([1, 2, 3], [Access.filter(&(&1 > 1))])
      [2, 3]
      iex> update_in([1, 2, 3], [Access.filter(&(&1 > 1))], &(&1 * 10))
      [1, 20, 30]
      iex> pop_in([1, 2, 3], [Access.filter(&(&1 > 1))])
      {[2, 3], [1]}
  """
  @doc since: "1.6.0"
  @spec filter((term -> boolean)) :: access_fun(data :: list, current_value :: list)
  def filter(fun) when is_function(fun), do: &filter(&1, &2, fun, &3)

  defp filter(:get, data, fun, next) when is_list(data) do
    data |> Enum.filter(fun) |> Enum.map(next)
  end

  defp filter(:get_and_update, data, fun, next) when is_list(data) do
    update_where(data, fun, next)
  end

  defp filter(_operation, data, _fun, _next) do
    raise "Access.filter/1 expected a list, got: #{inspect(data)}"
  end

  @doc """
  Accesses the elements of a list at a range of positions.

  The range may have a step and negative ends, which count from the end.

      iex> get_in([1, 2, 3, 4], [Access.slice(1..2)])
      [2, 3]
      iex> update_in([1, 2, 3, 4], [Access.slice(0..-1//2)], &(&1 * 10))
      [10, 2, 30, 4]
  """
  @doc since: "1.14.0"
  @spec slice(Range.t()) :: access_fun(data :: list, current_value :: list)
  def slice(_.._//step = range) do
    if step > 0 do
      &slice(&1, &2, range, &3)
    else
      raise ArgumentError,
            "Access.slice/1 does not accept ranges with negative steps, got: #{inspect(range)}"
    end
  end

  defp slice(:get, data, range, next) when is_list(data) do
    data |> Enum.slice(range) |> Enum.map(next)
  end

  defp slice(:get_and_update, data, first..last//step, next) when is_list(data) do
    count = if first < 0 or last < 0, do: length(data), else: 0
    first = if first < 0, do: max(first + count, 0), else: first
    last = if last < 0, do: last + count, else: last

    update_positions(data, 0, first..last//step, next, [], [])
  end

  defp slice(_operation, data, _range, _next) do
    raise ArgumentError, "Access.slice/1 expected a list, got: #{inspect(data)}"
  end

  defp update_positions([head | tail], index, range, next, returned, updated) do
    if index in range do
      case next.(head) do
        {value, new} ->
          update_positions(tail, index + 1, range, next, [value | returned], [new | updated])

        :pop ->
          update_positions(tail, index + 1, range, next, [head | returned], updated)
      end
    else
      update_positions(tail, index + 1, range, next, returned, [head | updated])
    end
  end

  defp update_positions([], _index, _range, _next, returned, updated) do
    {:lists.reverse(returned), :lists.reverse(updated)}
  end

  # Updates the elements that meet a condition; returns what was read of them and the list.
  defp update_where(list, condition, next), do: update_where(list, condition, next, [], [])

  defp update_where([head | tail], condition, next, returned, updated) do
    if condition.(head) do
      case next.(head) do
        {value, new} -> update_where(tail, condition, next, [value | returned], [new | updated])
        :pop -> update_where(tail, condition, next, [head | returned], updated)
      end
    else
      update_where(tail, condition, next, returned, [head | updated])
    end
  end

  defp update_where([], _condition, _next, returned, updated) do
    {:lists.reverse(returned), :lists.reverse(updated)}
  end

  @doc """
  Accesses the first element of a list for which `predicate` is truthy.

  If there is none, `nil` is read and nothing is written.

      iex> get_in([%{n: 1}, %{n: 2}], [Access.find(&(&1.n > 1)), :n])
      2
      iex> update_in([1, 2, 3], [Access.find(&(&1 > 1))], &(&1 * 10))
      [1, 20, 3]
      iex> pop_in([1, 2, 3], [Access.find(&(&1 > 1))])
      {2, [1, 3]}
  """
  @doc since: "1.17.0"
  @spec find((term -> as_boolean(term))) :: access_fun(data :: list, current_value :: term)
  def find(predicate) when is_function(predicate, 1), do: &find(&1, &2, predicate, &3)

  defp find(:get, data, predicate, next) when is_list(data) do
    data |> Enum.find(predicate) |> next.()
  end

  defp find(:get_and_update, data, predicate, next) when is_list(data) do
    case Enum.split_while(data, &(!predicate.(&1))) do
      {_, []} -> {nil, data}
      {before, [value | rest]} -> update_between(before, value, rest, next)
    end
  end

  defp find(_operation, data, _predicate, _next) do
    raise "Access.find/1 expected a list, got: #{inspect(data)}"
  end

  @doc """
  Accesses all values of a map or keyword list.

      iex> get_in(%{a: 1, b: 2}, [Access.values()])
      [1, 2]
      iex> update_in([a: 1, b: 2], [Access.values()], &(&1 * 10))
      [a: 10, b: 20]
  """
  @doc since: "1.19.0"
  @spec values() :: access_fun(data :: map | keyword, current_value :: list)
  def values, do: &values/3

  defp values(:get, %{} = data, next), do: Enum.map(data, fn {_key, value} -> next.(value) end)

  defp values(:get_and_update, %{} = data, next) do
    {returned, pairs} = update_pairs(Enum.to_list(data), next, [], [])
    {:lists.reverse(returned), :maps.from_list(pairs)}
  end

  defp values(operation, data, next) do
    if not Keyword.keyword?(data) do
      raise "Access.values/0 expected a map or a keyword list, got: #{inspect(data)}"
    end

    case operation do
      :get ->
        Enum.map(data, fn {_key, value} -> next.(value) end)

      :get_and_update ->
        {returned, pairs} = update_pairs(data, next, [], [])
        {:lists.reverse(returned), :lists.reverse(pairs)}
    end
  end

  defp update_pairs([{key, value} | rest], next, returned, pairs) do
    case next.(value) do
      {read, new_value} -> update_pairs(rest, next, [read | returned], [{key, new_value} | pairs])
      :pop -> update_pairs(rest, next, [value | returned], pairs)
    end
  end

  defp update_pairs([], _next, returned, pairs), do: {returned, pairs}
end
