# The trees that comparisons make: values and patterns taken apart just as far as differences reach.

defmodule ExUnit.Diff.Node do
  @moduledoc false

  @typedoc """
  A part of one side.

    * `{:text, text}` – what needs no taking apart, as it is shown
    * `{:atom, atom}` – an atom: it may be the key of a keyword list
    * `{:code, quoted}` – a piece of a pattern
    * `{:quoted, prefix, chunks, suffix}` – a string or charlist: escaped text, of which chunks may be marked
    * `{:list, elements, tail}`, `{:tuple, elements}`, `{:map, name, entries}` – containers; the name is that of a struct
    * `{:operator, operator, left, right}` – `<>`, `++`, `when`, and operators of guards
    * `{:mark, kind, node}` – what the other side does not have
  """
  @type t ::
          {:text, String.t()}
          | {:atom, atom}
          | {:code, Macro.t()}
          | {:quoted, String.t(), [chunk], String.t()}
          | {:list, [t], t | nil}
          | {:tuple, [t]}
          | {:map, t | nil, [entry]}
          | {:operator, atom, t, t}
          | {:mark, kind, t}

  @type kind :: :delete | :insert
  @type chunk :: String.t() | {:mark, kind, String.t()}
  @type entry :: {:pair, t, t} | {:mark, kind, {:pair, t, t}}

  @doc "Marks a node."
  @spec mark(t, kind) :: t
  def mark(node, kind), do: {:mark, kind, node}

  @doc """
  A value as a whole: maps and structs by their fields, in order; all else on one line.
  """
  @spec whole(term) :: t
  def whole(%module{} = struct) do
    if custom_inspect?(struct),
      do: text(struct),
      else: {:map, {:atom, module}, pairs(Map.delete(struct, :__struct__))}
  end

  def whole(map) when is_map(map), do: {:map, nil, pairs(map)}
  def whole(atom) when is_atom(atom), do: {:atom, atom}
  def whole(value), do: text(value)

  @doc "The fields of a map, in order."
  @spec pairs(map) :: [entry]
  def pairs(map), do: for({key, value} <- Enum.sort(map), do: {:pair, whole(key), whole(value)})

  @doc "A value on one line."
  @spec text(term) :: t
  def text(value), do: {:text, show(value)}

  @doc "A value on one line, in full."
  @spec show(term) :: String.t()
  def show(value), do: inspect(value, limit: :infinity, printable_limit: :infinity)

  @doc "Whether a struct is shown in a way of its own."
  @spec custom_inspect?(struct) :: boolean
  def custom_inspect?(struct), do: Inspect.impl_for(struct) not in [Inspect.Any, Inspect.Map]
end
