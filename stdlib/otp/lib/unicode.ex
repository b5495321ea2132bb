# Conversions between encodings and normal forms of text, as Erlang has them. The conversions themselves,
# `characters_to_binary` and `characters_to_list`, are natives; normal forms come from `:prim_unicode`.

defmodule :unicode do
  @moduledoc """
  Converts text between encodings and normal forms.

  Conversions return `{:error, converted, rest}` or `{:incomplete, converted, rest}` for text that is not well-formed.
  """

  @type encoding ::
          :latin1
          | :unicode
          | :utf8
          | :utf16
          | :utf32
          | {:utf16, :big | :little}
          | {:utf32, :big | :little}

  @type chardata :: binary | maybe_improper_list(char | chardata, binary | [])

  for form <- [:nfc, :nfd, :nfkc, :nfkd] do
    @doc "Converts chardata to a binary in the normal form #{form}."
    @spec unquote(:"characters_to_#{form}_binary")(chardata) :: binary | {:error, binary, term}
    def unquote(:"characters_to_#{form}_binary")(chardata) do
      case :unicode.characters_to_binary(chardata) do
        text when is_binary(text) -> :prim_unicode.normalize(text, unquote(form))
        {_kind, text, rest} -> {:error, :prim_unicode.normalize(text, unquote(form)), rest}
      end
    end

    @doc "Converts chardata to a list of characters in the normal form #{form}."
    @spec unquote(:"characters_to_#{form}_list")(chardata) :: charlist | {:error, charlist, term}
    def unquote(:"characters_to_#{form}_list")(chardata) do
      case unquote(:"characters_to_#{form}_binary")(chardata) do
        text when is_binary(text) -> :unicode.characters_to_list(text)
        {:error, text, rest} -> {:error, :unicode.characters_to_list(text), rest}
      end
    end
  end

  @doc "The encoding that a byte order mark at the start of a binary tells, and the length of the mark."
  @spec bom_to_encoding(binary) :: {encoding, non_neg_integer}
  def bom_to_encoding(<<0xEF, 0xBB, 0xBF, _::binary>>), do: {:utf8, 3}
  def bom_to_encoding(<<0, 0, 0xFE, 0xFF, _::binary>>), do: {{:utf32, :big}, 4}
  def bom_to_encoding(<<0xFF, 0xFE, 0, 0, _::binary>>), do: {{:utf32, :little}, 4}
  def bom_to_encoding(<<0xFE, 0xFF, _::binary>>), do: {{:utf16, :big}, 2}
  def bom_to_encoding(<<0xFF, 0xFE, _::binary>>), do: {{:utf16, :little}, 2}
  def bom_to_encoding(binary) when is_binary(binary), do: {:latin1, 0}

  @doc "The byte order mark of an encoding."
  @spec encoding_to_bom(encoding) :: binary
  def encoding_to_bom(encoding) when encoding in [:unicode, :utf8], do: <<0xEF, 0xBB, 0xBF>>
  def encoding_to_bom(encoding) when encoding in [:utf16, {:utf16, :big}], do: <<0xFE, 0xFF>>
  def encoding_to_bom({:utf16, :little}), do: <<0xFF, 0xFE>>

  def encoding_to_bom(encoding) when encoding in [:utf32, {:utf32, :big}],
    do: <<0, 0, 0xFE, 0xFF>>

  def encoding_to_bom({:utf32, :little}), do: <<0xFF, 0xFE, 0, 0>>
  def encoding_to_bom(:latin1), do: ""

  @doc "Whether a character is white space."
  @spec is_whitespace(char) :: boolean
  def is_whitespace(char) when char in 0..0x10FFFF do
    char in 9..13 or char in [32, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000] or
      char in 0x2000..0x200A
  end

  def is_whitespace(char), do: :erlang.error(:badarg, [char])

  # In the order of `:prim_unicode.category/1`.
  @categories {
    {:letter, :uppercase},
    {:letter, :lowercase},
    {:letter, :titlecase},
    {:letter, :modifier},
    {:letter, :other},
    {:mark, :non_spacing},
    {:mark, :spacing_combining},
    {:mark, :enclosing},
    {:number, :decimal},
    {:number, :letter},
    {:number, :other},
    {:punctuation, :connector},
    {:punctuation, :dash},
    {:punctuation, :open},
    {:punctuation, :close},
    {:punctuation, :initial},
    {:punctuation, :final},
    {:punctuation, :other},
    {:symbol, :math},
    {:symbol, :currency},
    {:symbol, :modifier},
    {:symbol, :other},
    {:separator, :space},
    {:separator, :line},
    {:separator, :paragraph},
    {:other, :control},
    {:other, :format},
    {:other, :private},
    {:other, :surrogate},
    {:other, :not_assigned}
  }

  @doc """
  The category of a character.

      iex> :unicode.category(?a)
      {:letter, :lowercase}
      iex> :unicode.category(?€)
      {:symbol, :currency}
  """
  @spec category(char) :: {atom, atom}
  def category(char) when char in 0..0x10FFFF,
    do: elem(@categories, :prim_unicode.category(char))

  def category(char), do: :erlang.error(:badarg, [char])

  @doc "Whether a character can begin an identifier."
  @spec is_id_start(char) :: boolean
  def is_id_start(char) when char in 0..0x10FFFF, do: :prim_unicode.identifier(char) == 2
  def is_id_start(char), do: :erlang.error(:badarg, [char])

  @doc "Whether a character can stand in an identifier."
  @spec is_id_continue(char) :: boolean
  def is_id_continue(char) when char in 0..0x10FFFF, do: :prim_unicode.identifier(char) > 0
  def is_id_continue(char), do: :erlang.error(:badarg, [char])
end
