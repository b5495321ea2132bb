# The protocol behind `to_charlist/1`. Structs bring their implementations with them.

defprotocol List.Chars do
  @moduledoc """
  Converts a value to a charlist, a list of code points.

  `Kernel.to_charlist/1` goes through this protocol. Erlang functions often take text in this form.
  """

  @doc """
  Converts `term` to a charlist.

  ## Examples

      iex> List.Chars.to_charlist(:name)
      ~c"name"

  """
  @spec to_charlist(t) :: charlist
  def to_charlist(term)
end

defimpl List.Chars, for: Atom do
  def to_charlist(nil), do: ~c""
  def to_charlist(atom), do: Atom.to_charlist(atom)
end

defimpl List.Chars, for: BitString do
  def to_charlist(term) when is_binary(term), do: String.to_charlist(term)

  def to_charlist(term) do
    raise Protocol.UndefinedError,
      protocol: @protocol,
      value: term,
      description: "cannot convert a bitstring to a charlist"
  end
end

defimpl List.Chars, for: List do
  # A list is taken for what the caller says it is: checking each element would cost more than it finds.
  def to_charlist(list), do: list
end

defimpl List.Chars, for: Integer do
  def to_charlist(term), do: Integer.to_charlist(term)
end

defimpl List.Chars, for: Float do
  def to_charlist(term), do: Float.to_charlist(term)
end
