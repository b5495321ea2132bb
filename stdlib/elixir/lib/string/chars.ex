# The protocol behind `to_string/1` and string interpolation. Structs bring their implementations with them.

defprotocol String.Chars do
  @moduledoc ~S"""
  Converts a value to text.

  `Kernel.to_string/1` and interpolation (`"#{value}"`) go through this protocol. It is meant for values that have
  one obvious text form; what is shown to a programmer goes through `Inspect`, which knows every value.
  """

  @doc """
  Converts `term` to a string.

  ## Examples

      iex> String.Chars.to_string(:name)
      "name"

  """
  @spec to_string(t) :: String.t()
  def to_string(term)
end

defimpl String.Chars, for: Atom do
  # `nil` reads as nothing: interpolating an absent value leaves no trace.
  def to_string(nil), do: ""
  def to_string(atom), do: Atom.to_string(atom)
end

defimpl String.Chars, for: BitString do
  def to_string(term) when is_binary(term), do: term

  def to_string(term) do
    raise Protocol.UndefinedError,
      protocol: @protocol,
      value: term,
      description: "cannot convert a bitstring to a string"
  end
end

defimpl String.Chars, for: List do
  def to_string(chardata), do: List.to_string(chardata)
end

defimpl String.Chars, for: Integer do
  def to_string(term), do: Integer.to_string(term)
end

defimpl String.Chars, for: Float do
  def to_string(term), do: Float.to_string(term)
end
