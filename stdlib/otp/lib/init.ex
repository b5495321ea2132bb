# The machine's orderly end, and the arguments that it was started with.

defmodule :init do
  @moduledoc false

  @doc "Stops all applications, the last first, and then the machine. Returns at once."
  def stop, do: stop(0)

  def stop(status) when is_integer(status) and status >= 0 do
    spawn(fn -> shut_down(status) end)
    :ok
  end

  def stop(text) when is_list(text) do
    spawn(fn ->
      :io.put_chars(:standard_error, [text, ?\n])
      shut_down(1)
    end)

    :ok
  end

  defp shut_down(status) do
    :application_controller.stop_all()
    if :erlang.whereis(:logger_proxy) != :undefined, do: :logger_proxy.flush()
    :erlang.halt(status)
  end

  @doc "The arguments of the program."
  def get_plain_arguments, do: for(argument <- System.argv(), do: String.to_charlist(argument))

  @doc "Flags of the command line: there are none."
  def get_arguments, do: []

  @doc "As `get_arguments/0`, for one flag."
  def get_argument(:home) do
    case :os.getenv(~c"HOME") do
      false -> :error
      home -> {:ok, [[home]]}
    end
  end

  def get_argument(flag) when is_atom(flag), do: :error

  @doc "How far the machine has come with starting."
  def get_status, do: {:started, :started}
end
