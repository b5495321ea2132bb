# Functions about functions.

defmodule Function do
  @moduledoc """
  Functions about functions.

  A function is either *external*, a module, a name and an arity, which `&Mod.name/1` and
  `capture/3` make, or *local*, made by `fn` and `&` within a module, and then closes over
  variables:

      iex> external = &String.length/1
      iex> Function.info(external, :type)
      {:type, :external}

  External functions always call the newest version of their module.
  """

  @type information ::
          :arity
          | :env
          | :index
          | :module
          | :name
          | :new_index
          | :new_uniq
          | :pid
          | :type
          | :uniq

  @doc """
  Returns the external function of that module, name and arity, whether it exists or not.

      iex> Function.capture(String, :length, 1).("abc")
      3
  """
  @doc since: "1.7.0"
  @spec capture(module, atom, arity) :: fun
  def capture(module, function_name, arity) do
    :erlang.make_fun(module, function_name, arity)
  end

  @doc """
  Returns what is known about a function, as a keyword list.

      iex> info = Function.info(&String.length/1)
      iex> {info[:module], info[:name], info[:arity]}
      {String, :length, 1}
  """
  @doc since: "1.7.0"
  @spec info(fun) :: [{information, term}]
  def info(fun), do: :erlang.fun_info(fun)

  @doc """
  Returns one piece of information about a function.

      iex> Function.info(fn x -> x end, :arity)
      {:arity, 1}
  """
  @doc since: "1.7.0"
  @spec info(fun, item) :: {item, term} when item: information
  def info(fun, item), do: :erlang.fun_info(fun, item)

  @doc """
  Returns its argument.

      iex> Enum.filter([1, nil, 2], &Function.identity/1)
      [1, 2]
  """
  @doc since: "1.10.0"
  @spec identity(value) :: value when value: var
  def identity(value), do: value
end
