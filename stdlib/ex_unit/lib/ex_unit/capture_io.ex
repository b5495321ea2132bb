# Captures what a function writes to a device.

defmodule ExUnit.CaptureIO do
  @moduledoc """
  Captures what is written.

      defmodule GreeterTest do
        use ExUnit.Case
        import ExUnit.CaptureIO

        test "greets" do
          assert capture_io(fn -> IO.puts("hello") end) == "hello\\n"
          assert capture_io("Ann\\n", fn -> IO.write(IO.gets("name? ")) end) == "name? Ann\\n"
          assert capture_io(:stderr, fn -> IO.puts(:stderr, "oops") end) == "oops\\n"
        end
      end

  The standard output is that of the calling process and of those that it starts: it is safe in asynchronous tests. A named device such
  as `:stderr` is everybody's: tests that run at the same time see each other's output.
  """

  alias ExUnit.CaptureServer

  @type capture_io_opts :: [input: String.t(), capture_prompt: boolean, encoding: atom]

  @doc """
  Captures the standard output of a function.

  ## Examples

      iex> ExUnit.CaptureIO.capture_io(fn -> IO.write("hello") end)
      "hello"

  """
  @spec capture_io((-> any)) :: String.t()
  def capture_io(function) when is_function(function, 0) do
    {_, captured} = with_io(function)
    captured
  end

  @doc """
  Captures the output of a function to a device, or to the standard output with an input or options.

  ## Options

    * `:input` – what is read from the device, `""` by default
    * `:capture_prompt` – whether prompts are captured, `true` by default
    * `:encoding` – `:unicode` or `:latin1`

  ## Examples

      iex> ExUnit.CaptureIO.capture_io("in", fn -> IO.write(String.upcase(IO.read(:line))) end)
      "IN"

  """
  @spec capture_io(atom | pid | String.t() | capture_io_opts, (-> any)) :: String.t()
  def capture_io(device_input_or_options, function)

  def capture_io(device, function)
      when (is_atom(device) or is_pid(device)) and is_function(function, 0) do
    {_, captured} = with_io(device, function)
    captured
  end

  def capture_io(input, function) when is_binary(input) and is_function(function, 0) do
    {_, captured} = with_io(input, function)
    captured
  end

  def capture_io(options, function) when is_list(options) and is_function(function, 0) do
    {_, captured} = with_io(options, function)
    captured
  end

  @doc """
  As `capture_io/2`, with a device and an input or options.
  """
  @spec capture_io(atom | pid, String.t() | capture_io_opts, (-> any)) :: String.t()
  def capture_io(device, input_or_options, function)
      when (is_atom(device) or is_pid(device)) and is_function(function, 0) do
    {_, captured} = with_io(device, input_or_options, function)
    captured
  end

  @doc """
  As `capture_io/1`, and returns the function's value with the output.

  ## Examples

      iex> ExUnit.CaptureIO.with_io(fn -> IO.write("hello"); 42 end)
      {42, "hello"}

  """
  @doc since: "1.13.0"
  @spec with_io((-> result)) :: {result, String.t()} when result: any
  def with_io(function) when is_function(function, 0), do: with_io(:stdio, [], function)

  @doc """
  As `capture_io/2`, and returns the function's value with the output.
  """
  @doc since: "1.13.0"
  @spec with_io(atom | pid | String.t() | capture_io_opts, (-> result)) :: {result, String.t()}
        when result: any
  def with_io(device_input_or_options, function)

  def with_io(device, function)
      when (is_atom(device) or is_pid(device)) and is_function(function, 0),
      do: with_io(device, [], function)

  def with_io(input, function) when is_binary(input) and is_function(function, 0),
    do: with_io(:stdio, [input: input], function)

  def with_io(options, function) when is_list(options) and is_function(function, 0),
    do: with_io(:stdio, options, function)

  @doc """
  As `capture_io/3`, and returns the function's value with the output.
  """
  @doc since: "1.13.0"
  @spec with_io(atom | pid, String.t() | capture_io_opts, (-> result)) :: {result, String.t()}
        when result: any
  def with_io(device, input_or_options, function)

  def with_io(device, input, function) when is_binary(input),
    do: with_io(device, [input: input], function)

  def with_io(device, options, function)
      when (is_atom(device) or is_pid(device)) and is_list(options) and is_function(function, 0) do
    capture(device(device), options, function)
  end

  defp device(:stderr), do: :standard_error
  defp device(device), do: device

  defp capture(:stdio, options, function) do
    {:ok, string_io} =
      StringIO.open(Keyword.get(options, :input, ""),
        capture_prompt: Keyword.get(options, :capture_prompt, true),
        encoding: Keyword.get(options, :encoding, :unicode)
      )

    leader = Process.group_leader()

    try do
      Process.group_leader(self(), string_io)
      call(function, fn -> string_io |> StringIO.contents() |> elem(1) end)
    after
      Process.group_leader(self(), leader)
      StringIO.close(string_io)
    end
  end

  # The output of another process: it writes to its group leader.
  defp capture(pid, options, function) when is_pid(pid) do
    {:ok, string_io} =
      StringIO.open(Keyword.get(options, :input, ""),
        encoding: Keyword.get(options, :encoding, :unicode)
      )

    {:group_leader, leader} = Process.info(pid, :group_leader)

    try do
      Process.group_leader(pid, string_io)
      call(function, fn -> string_io |> StringIO.contents() |> elem(1) end)
    after
      Process.group_leader(pid, leader)
      StringIO.close(string_io)
    end
  end

  defp capture(name, options, function) do
    input = Keyword.get(options, :input, "")
    encoding = Keyword.get(options, :encoding, :unicode)

    case CaptureServer.device_capture_on(name, encoding, input) do
      {:ok, reference} ->
        try do
          call(function, fn -> CaptureServer.device_output(name, reference) end)
        after
          CaptureServer.device_capture_off(reference)
        end

      {:error, :no_device} ->
        raise "could not find IO device registered at #{inspect(name)}"

      {:error, {:changed_encoding, current}} ->
        raise ArgumentError, """
        attempted to change the encoding for a currently captured device #{inspect(name)}.

        Currently set as: #{inspect(current)}
        Given: #{inspect(encoding)}

        If you need to use multiple encodings on a captured device, you cannot \
        run your test asynchronously
        """

      {:error, :input_on_already_captured_device} ->
        raise ArgumentError,
              "attempted multiple captures on device #{inspect(name)} with input. " <>
                "If you need to give an input to a captured device, you cannot run your test asynchronously"
    end
  end

  defp call(function, output) do
    value = function.()
    {value, output.()}
  end
end
