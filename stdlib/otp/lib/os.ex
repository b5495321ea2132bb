# Erlang's `os` but for what is native: environment, clocks and the kind of the host are the machine's own.

defmodule :os do
  @moduledoc """
  The host's environment, clocks and programs.
  """

  @doc """
  Runs a command of the host's shell and returns what it writes, as a charlist.

      iex> :os.cmd(~c"echo hi")
      ~c"hi\\n"
  """
  @spec cmd(atom | :unicode.chardata()) :: charlist
  def cmd(command), do: cmd(command, %{})

  @doc """
  As `cmd/1`, with options: `:max_size`, the most bytes that are kept of the output, and `:exception_on_failure`, which
  raises `{:command_failed, output, status}` if the command fails.
  """
  @spec cmd(atom | :unicode.chardata(), map) :: charlist
  def cmd(command, options) when is_map(options) do
    text =
      if is_atom(command),
        do: :erlang.atom_to_binary(command),
        else: :unicode.characters_to_binary(command)

    if not is_binary(text) or :binary.match(text, <<0>>) != :nomatch,
      do: :erlang.error(:badarg, [command, options])

    port =
      :erlang.open_port(
        {:spawn_executable, "/bin/sh"},
        [:binary, :exit_status, :stderr_to_stdout, :in, :hide, args: ["-c", text]]
      )

    {output, status} = collect(port, [], :maps.get(:max_size, options, :infinity))
    output = to_charlist_or_bytes(:erlang.iolist_to_binary(output))

    if status != 0 and :maps.get(:exception_on_failure, options, false),
      do: :erlang.error({:command_failed, output, status}, [command, options])

    output
  end

  defp collect(port, output, left) do
    receive do
      {^port, {:data, data}} ->
        if is_integer(left) and byte_size(data) >= left do
          :erlang.port_close(port)
          {[output, :binary.part(data, 0, left)], 0}
        else
          left = if is_integer(left), do: left - byte_size(data), else: left
          collect(port, [output | data], left)
        end

      {^port, {:exit_status, status}} ->
        {output, status}
    end
  end

  @doc """
  What is to happen when a signal of the host arrives: the handlers of `:erl_signal_server` hear of it, nothing happens, or
  what the host does by default.
  """
  @spec set_signal(atom, :handle | :ignore | :default) :: :ok
  def set_signal(signal, mode) when is_atom(signal) and mode in [:handle, :ignore, :default],
    do: :erl_signal_handler.set(signal, mode)

  def set_signal(signal, mode), do: :erlang.error(:badarg, [signal, mode])

  # What is no UTF-8 comes as bytes.
  defp to_charlist_or_bytes(output) do
    case :unicode.characters_to_list(output) do
      characters when is_list(characters) -> characters
      _invalid -> :erlang.binary_to_list(output)
    end
  end
end
