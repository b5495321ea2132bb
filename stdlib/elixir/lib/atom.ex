# Functions for atoms; conversions to atoms are in string.ex and list.ex.

defmodule Atom do
  @moduledoc """
  Functions for atoms: constants whose value is their name.

      iex> :apple == :apple
      true
      iex> is_atom(true) and is_atom(nil)
      true

  Names of modules are atoms that begin with `Elixir.`:

      iex> String == :"Elixir.String"
      true

  Atoms are never freed, so they must not be created from data of others without bound.
  """

  @doc """
  Returns the name of an atom as a string.

      iex> Atom.to_string(:foo)
      "foo"
      iex> Atom.to_string(String)
      "Elixir.String"
  """
  @spec to_string(atom) :: String.t()
  def to_string(atom), do: :erlang.atom_to_binary(atom)

  @doc """
  Returns the name of an atom as a charlist.

      iex> Atom.to_charlist(:"An atom")
      ~c"An atom"
  """
  @spec to_charlist(atom) :: charlist
  def to_charlist(atom), do: :erlang.atom_to_list(atom)

  @doc false
  @deprecated "Use Atom.to_charlist/1 instead"
  def to_char_list(atom), do: :erlang.atom_to_list(atom)
end
