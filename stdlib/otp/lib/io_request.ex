# What servers of the I/O protocol have in common: which requests ask for input, and how they take it from a buffer.
# Who they are (`:user`, `StringIO`, files) and where the bytes come from is their own business.

defmodule :io_request do
  @moduledoc false

  @typedoc "A request for input, and what it has taken so far."
  @type input ::
          {:line, encoding}
          | {:chars, encoding, non_neg_integer}
          | {:until, encoding, {module, atom, [term]}, term}
  @type encoding :: :unicode | :latin1

  @doc """
  Reads a request of the protocol as one for input: `{:ok, prompt, input}`, or `:error`.
  """
  def input({:get_line, encoding, prompt}), do: {:ok, prompt, {:line, encoding}}

  def input({:get_chars, encoding, prompt, count}) when is_integer(count) and count >= 0,
    do: {:ok, prompt, {:chars, encoding, count}}

  def input({:get_until, encoding, prompt, module, function, args}),
    do: {:ok, prompt, {:until, encoding, {module, function, args}, []}}

  def input({:get_password, encoding}), do: {:ok, "", {:line, encoding}}
  def input({:get_line, prompt}), do: input({:get_line, :latin1, prompt})
  def input({:get_chars, prompt, count}), do: input({:get_chars, :latin1, prompt, count})

  def input({:get_until, prompt, module, function, args}),
    do: input({:get_until, :latin1, prompt, module, function, args})

  def input(_request), do: :error

  @doc """
  The text of a prompt.
  """
  def prompt({:format, format, args}), do: :io_lib.format(format, args)
  def prompt(prompt) when is_list(prompt) or is_binary(prompt), do: prompt
  def prompt(prompt) when is_atom(prompt), do: :erlang.atom_to_binary(prompt)
  def prompt(prompt), do: :io_lib.format(~c"~p", [prompt])

  @doc """
  Takes input from a buffer of bytes behind which there is, if `eof`, no more.

  Returns `{:done, reply, rest}`, or `{:more, input, rest}` if the buffer does not suffice. A reply is a binary, `:eof`, or
  `{:error, reason}`.
  """
  def take({:line, encoding}, buffer, eof) do
    case :binary.match(buffer, "\n") do
      {at, 1} ->
        size = at + 1
        <<line::binary-size(^size), rest::binary>> = buffer
        {:done, line |> unify_line_end() |> check(encoding), rest}

      :nomatch when eof and buffer == "" ->
        {:done, :eof, ""}

      :nomatch when eof ->
        {:done, check(buffer, encoding), ""}

      :nomatch ->
        {:more, {:line, encoding}, buffer}
    end
  end

  def take({:chars, _encoding, _count}, "", true), do: {:done, :eof, ""}
  def take({:chars, _encoding, 0}, buffer, _eof), do: {:done, "", buffer}

  def take({:chars, encoding, count} = input, buffer, eof) do
    case chars_size(buffer, encoding, count) do
      {:ok, size} ->
        <<chars::binary-size(^size), rest::binary>> = buffer
        {:done, chars, rest}

      :incomplete when eof ->
        {:done, if(valid?(buffer, encoding), do: buffer, else: {:error, :invalid_unicode}), ""}

      :incomplete ->
        {:more, input, buffer}

      :invalid ->
        {:done, {:error, :invalid_unicode}, buffer}
    end
  end

  def take({:until, encoding, {module, function, args} = callback, continuation}, buffer, eof) do
    data =
      cond do
        buffer != "" -> to_data(buffer, encoding, callback)
        eof -> :eof
        true -> :none
      end

    if data == :none do
      {:more, {:until, encoding, callback, continuation}, ""}
    else
      case apply(module, function, [continuation, data | args]) do
        {:done, result, rest} -> {:done, result, to_buffer(rest, encoding)}
        {:more, continuation} -> take({:until, encoding, callback, continuation}, "", eof)
      end
    end
  catch
    _kind, _reason -> {:done, {:error, :get_until}, buffer}
  end

  # Our own callback is spared the list of characters that others expect.
  defp to_data(buffer, _encoding, {:io_request, :collect_all, _args}), do: buffer
  defp to_data(buffer, :latin1, _callback), do: :erlang.binary_to_list(buffer)
  defp to_data(buffer, _unicode, _callback), do: :unicode.characters_to_list(buffer)

  defp to_buffer(:eof, _encoding), do: ""
  defp to_buffer(rest, :latin1), do: :erlang.list_to_binary(rest)
  defp to_buffer(rest, _unicode), do: :unicode.characters_to_binary(rest)

  # Whoever asks for Latin-1 gets the bytes as they are.
  defp check(text, encoding),
    do: if(valid?(text, encoding), do: text, else: {:error, :collect_line})

  defp valid?(_text, :latin1), do: true
  defp valid?(text, _unicode), do: String.valid?(text)

  defp unify_line_end(line) do
    size = max(byte_size(line) - 2, 0)

    case line do
      <<text::binary-size(^size), "\r\n">> -> text <> "\n"
      line -> line
    end
  end

  defp chars_size(buffer, :latin1, count),
    do: if(byte_size(buffer) >= count, do: {:ok, count}, else: :incomplete)

  defp chars_size(buffer, _unicode, count), do: utf8_size(buffer, count, 0)

  defp utf8_size(_buffer, 0, size), do: {:ok, size}

  defp utf8_size(<<char::utf8, rest::binary>>, count, size),
    do: utf8_size(rest, count - 1, size + byte_size(<<char::utf8>>))

  defp utf8_size(buffer, _count, _size) when byte_size(buffer) < 4, do: :incomplete
  defp utf8_size(_buffer, _count, _size), do: :invalid

  @doc """
  Sets options in a server's state, a map with `binary`, `echo` and `encoding`.
  """
  def options(options, state) when is_list(options) do
    List.foldl(options, {:ok, state}, fn
      option, {:ok, state} -> option(option, state)
      _option, error -> error
    end)
  end

  defp option(:binary, state), do: {:ok, %{state | binary: true}}
  defp option(:list, state), do: {:ok, %{state | binary: false}}

  defp option({:binary, binary}, state) when is_boolean(binary),
    do: {:ok, %{state | binary: binary}}

  defp option({:echo, echo}, state) when is_boolean(echo), do: {:ok, %{state | echo: echo}}

  defp option({:encoding, encoding}, state) when encoding in [:latin1, :unicode, :utf8],
    do: {:ok, %{state | encoding: if(encoding == :latin1, do: :latin1, else: :unicode)}}

  defp option(_other, _state), do: {:error, :enotsup}

  @doc """
  A callback for requests `:get_until` that takes all there is, as one binary.
  """
  def collect_all([], :eof, _encoding), do: {:done, :eof, []}

  def collect_all(texts, :eof, encoding),
    do: {:done, texts |> :lists.reverse() |> :erlang.iolist_to_binary() |> check(encoding), :eof}

  def collect_all(texts, text, _encoding) when is_binary(text), do: {:more, [text | texts]}
  def collect_all(texts, bytes, :latin1), do: {:more, [:erlang.list_to_binary(bytes) | texts]}

  def collect_all(texts, chars, :unicode),
    do: {:more, [:unicode.characters_to_binary(chars) | texts]}
end
