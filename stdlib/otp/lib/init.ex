# The machine's orderly end, and what it was started with. It is started by main.swift and `:vial_cli`, not by this module.

defmodule :init do
  @moduledoc "Stops the machine: applications in reverse order of their start, then everything else."

  @doc "Stops the machine in order, with the status 0. It returns before that is done."
  @spec stop() :: :ok
  def stop, do: stop(0)

  @doc "Stops the machine in order, with an exit status or the slogan of a crash. It returns before that is done."
  @spec stop(non_neg_integer | charlist) :: :ok
  def stop(status) when is_integer(status) and status >= 0, do: begin(status)

  def stop(slogan) when is_list(slogan) do
    if not :io_lib.latin1_char_list(slogan), do: :erlang.error(:badarg, [slogan])
    begin(slogan)
  end

  def stop(other), do: :erlang.error(:badarg, [other])

  @doc "As `stop/0`: nobody is there to start the machine again."
  @spec reboot() :: :ok
  def reboot, do: stop(0)

  # The process that ends the machine has the name that says so; who comes second has nothing to do.
  defp begin(status) do
    :erlang.spawn(fn ->
      if register(), do: finish(status)
    end)

    :ok
  end

  defp register do
    :erlang.register(:init, self())
  catch
    :error, :badarg -> false
  end

  defp finish(status) do
    :erlang.group_leader(:erlang.whereis(:user), self())
    :application_controller.stop_all()
    if :erlang.whereis(:logger_proxy) != :undefined, do: :logger_proxy.flush()
    :erlang.halt(status)
  end

  @doc "How far the start or the end has come: `{:started | :stopping, :started}`."
  @spec get_status() :: {:started | :stopping, :started}
  def get_status,
    do: {if(:erlang.whereis(:init) == :undefined, do: :started, else: :stopping), :started}

  @doc "The name and the version of what the machine boots from."
  @spec script_id() :: {charlist, charlist}
  def script_id, do: {~c"Erlang/OTP", :erlang.system_info(:otp_release)}

  @doc "The arguments of the program."
  @spec get_plain_arguments() :: [charlist]
  def get_plain_arguments, do: :lists.map(&String.to_charlist/1, System.argv())

  @doc "The flags of the machine with their values, of which there is one: the home directory."
  @spec get_arguments() :: [{atom, [charlist]}]
  def get_arguments do
    case :os.getenv(~c"HOME") do
      false -> []
      home -> [home: [home]]
    end
  end

  @doc "All values of a flag, or `:error` if it was not given."
  @spec get_argument(atom) :: {:ok, [[charlist]]} | :error
  def get_argument(flag) when is_atom(flag) do
    case for({^flag, values} <- get_arguments(), do: values) do
      [] -> :error
      values -> {:ok, values}
    end
  end
end
