# Captures what is logged while a function runs.

defmodule ExUnit.CaptureLog do
  @moduledoc """
  Captures logs.

      defmodule ServiceTest do
        use ExUnit.Case
        import ExUnit.CaptureLog
        require Logger

        test "warns" do
          log = capture_log(fn -> Logger.warning("disk is full") end)
          assert log =~ "disk is full"
        end
      end

  Logs of all processes are captured. The tag `:capture_log` does so for a whole test, and shows the logs if it fails.
  """

  alias ExUnit.CaptureServer

  @type capture_log_opts :: [level: Logger.level() | nil]

  @doc """
  Captures the logs of a function.

  ## Options

    * `:level` – the level from which on logs are captured, all by default
    * those of `Logger.default_formatter/1`, such as `:format`, `:metadata`, `:colors`

  ## Examples

      iex> ExUnit.CaptureLog.capture_log(fn -> :ok end)
      ""

  """
  @spec capture_log(capture_log_opts, (-> any)) :: String.t()
  def capture_log(options \\ [], function) do
    {_, log} = with_log(options, function)
    log
  end

  @doc """
  As `capture_log/2`, and returns the function's value with the logs.

  ## Examples

      iex> ExUnit.CaptureLog.with_log(fn -> 42 end)
      {42, ""}

  """
  @doc since: "1.13.0"
  @spec with_log(capture_log_opts, (-> result)) :: {result, String.t()} when result: any
  def with_log(options \\ [], function) when is_list(options) do
    {:ok, device} = StringIO.open("")

    try do
      reference = CaptureServer.log_capture_on(self(), device, options)

      try do
        function.()
      after
        :ok = Logger.flush()
        :ok = CaptureServer.log_capture_off(reference)
      end
    else
      value -> {value, device |> StringIO.contents() |> elem(1)}
    after
      StringIO.close(device)
    end
  end
end
