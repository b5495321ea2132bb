# A device as a stream. Not files by name: these are `File.Stream`.

defmodule IO.Stream do
  @moduledoc """
  A device that is read by enumerating it and written to by collecting into it.

  Made by `IO.stream/2` (text) and `IO.binstream/2` (bytes). The fields are public:

    * `device` – the device
    * `raw` – whether bytes rather than characters are read and written
    * `line_or_bytes` – what an element is: a `:line`, or so many characters or bytes
  """

  defstruct device: nil, raw: true, line_or_bytes: :line

  @type t :: %__MODULE__{}

  @doc false
  def __build__(device, raw, line_or_bytes),
    do: %IO.Stream{device: device, raw: raw, line_or_bytes: line_or_bytes}

  defimpl Collectable do
    def into(%{device: device, raw: raw} = stream) do
      collector = fn
        :ok, {:cont, data} when raw -> IO.binwrite(device, data)
        :ok, {:cont, data} -> IO.write(device, data)
        :ok, _done_or_halt -> stream
      end

      {:ok, collector}
    end
  end

  defimpl Enumerable do
    def reduce(stream, {:cont, acc}, fun) do
      case read(stream) do
        :eof -> {:done, acc}
        {:error, reason} -> raise IO.StreamError, reason: reason
        data -> reduce(stream, fun.(data, acc), fun)
      end
    end

    def reduce(stream, {:suspend, acc}, fun), do: {:suspended, acc, &reduce(stream, &1, fun)}
    def reduce(_stream, {:halt, acc}, _fun), do: {:halted, acc}

    defp read(%{device: device, raw: true, line_or_bytes: line_or_bytes}),
      do: IO.binread(device, line_or_bytes)

    defp read(%{device: device, line_or_bytes: line_or_characters}),
      do: IO.read(device, line_or_characters)

    def count(_stream), do: {:error, __MODULE__}
    def member?(_stream, _term), do: {:error, __MODULE__}
    def slice(_stream), do: {:error, __MODULE__}
  end
end
