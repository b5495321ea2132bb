# A file as a stream. `File.stream!/3` makes it.

defmodule File.Stream do
  @moduledoc """
  A file that is read by enumerating it and written to by collecting into it.

  Made by `File.stream!/3`. The fields are public:

    * `path` - the path
    * `modes` - the modes that it is opened with
    * `raw` - whether it is read as bytes rather than text
    * `line_or_bytes` - what an element is: a `:line`, or so many bytes or characters
    * `node` - the node that the file is on
  """

  defstruct path: nil, modes: [], line_or_bytes: :line, raw: true, node: nil

  @type t :: %__MODULE__{}

  @doc false
  def __build__(path, line_or_bytes, modes) do
    raw? = :lists.keyfind(:encoding, 1, modes) == false
    modes = if raw?, do: raw_modes(modes), else: modes
    %File.Stream{path: path, modes: modes, raw: raw?, line_or_bytes: line_or_bytes, node: node()}
  end

  defp raw_modes(modes) do
    case List.keytake(modes, :read_ahead, 0) do
      {{:read_ahead, false}, modes} -> [:raw | modes]
      {{:read_ahead, size}, modes} -> [:raw, {:read_ahead, size} | modes]
      nil -> [:raw, :read_ahead | modes]
    end
  end

  @own_modes [:trim_bom]

  @doc false
  def __open__(%File.Stream{path: path, modes: modes}, more) do
    modes =
      for mode <- modes, mode not in @own_modes, not match?({:read_offset, _}, mode), do: mode

    case :file.open(path, more ++ modes) do
      {:ok, device} -> device
      {:error, reason} -> raise File.Error, reason: reason, action: "stream", path: path
    end
  end

  defimpl Collectable do
    def into(%{modes: modes, raw: raw?} = stream) do
      device = File.Stream.__open__(%{stream | modes: modes -- [:read]}, [:write])

      collector = fn
        :ok, {:cont, data} when raw? -> IO.binwrite(device, data)
        :ok, {:cont, data} -> IO.write(device, data)
        :ok, :done -> device |> :file.close() |> then(fn _ -> stream end)
        :ok, :halt -> :file.close(device)
      end

      {:ok, collector}
    end
  end

  defimpl Enumerable do
    @chunk 65_536

    def reduce(%{raw: raw?, line_or_bytes: line_or_bytes} = stream, acc, fun) do
      next =
        cond do
          not raw? -> &text(&1, line_or_bytes)
          line_or_bytes == :line -> &lines/1
          true -> &pieces(&1, line_or_bytes)
        end

      Stream.resource(fn -> {start(stream), ""} end, next, &close/1).(acc, fun)
    end

    def count(_stream), do: {:error, __MODULE__}
    def member?(_stream, _term), do: {:error, __MODULE__}
    def slice(_stream), do: {:error, __MODULE__}

    defp start(%{modes: modes} = stream) do
      device = File.Stream.__open__(stream, [:read])

      case :lists.keyfind(:read_offset, 1, modes) do
        {:read_offset, offset} -> {:ok, _} = :file.position(device, offset)
        false -> if :trim_bom in modes, do: {:ok, _} = :file.position(device, mark_size(stream))
      end

      device
    end

    # How many bytes of the file are a byte order mark.
    defp mark_size(%{path: path, modes: modes}) do
      modes = for :compressed <- modes, do: :compressed
      {:ok, device} = :file.open(path, [:read, :binary, :raw | modes])

      size =
        case :file.read(device, 4) do
          {:ok, bytes} -> bytes |> :unicode.bom_to_encoding() |> elem(1)
          _none -> 0
        end

      :file.close(device)
      size
    end

    defp close({device, _rest}), do: :file.close(device)

    # Lines of whole chunks; the last of a chunk may go on in the next.
    defp lines({device, rest}) do
      case :file.read(device, @chunk) do
        {:ok, chunk} ->
          {lines, rest} = :prim_file.lines(if rest == "", do: chunk, else: rest <> chunk)
          {lines, {device, rest}}

        :eof when rest == "" ->
          {:halt, {device, rest}}

        :eof ->
          {[rest], {device, ""}}

        {:error, reason} ->
          raise IO.StreamError, reason: reason
      end
    end

    # As many pieces at once as a chunk holds.
    defp pieces({device, ""}, size) do
      case :file.read(device, max(div(@chunk, size), 1) * size) do
        {:ok, chunk} -> {cut(chunk, size), {device, ""}}
        :eof -> {:halt, {device, ""}}
        {:error, reason} -> raise IO.StreamError, reason: reason
      end
    end

    defp cut("", _size), do: []

    defp cut(chunk, size) do
      case chunk do
        <<piece::binary-size(^size), rest::binary>> -> [piece | cut(rest, size)]
        piece -> [piece]
      end
    end

    defp text({device, ""}, line_or_chars) do
      {elements, device} = IO.each_stream(device, line_or_chars)
      {elements, {device, ""}}
    end
  end
end
