# The handler that writes to standard output, standard error, another device, or a file. It formats and writes in the process
# that logs: a line is out when the call returns, and there is no queue that could overflow. Files are the exception: a process
# (`:logger_std_file`) keeps each of them, and rotates it.

defmodule :logger_std_h do
  @moduledoc """
  The standard handler of `:logger`.

  ## Configuration

    * `:type` – `:standard_io` (the default), `:standard_error`, `{:device, pid}`, `:file` or `{:file, path}`
    * `:file`, `:modes` – the path, and how the file is opened
    * `:max_no_bytes`, `:max_no_files`, `:compress_on_rotate` – when the file is rotated, how many old ones are kept, and whether
      they are compressed
    * `:file_check` – milliseconds for which the file is trusted to be where it was
    * `:filesync_repeat_interval` – milliseconds between writes to the disk, or `:no_repeat`
    * `:burst_limit_enable`, `:burst_limit_max_count`, `:burst_limit_window_time` – how many events are written within so many
      milliseconds; further ones are dropped

  The options of OTP that deal with a handler's queue are accepted and shown: there is none here.
  """

  @defaults %{
    sync_mode_qlen: 10,
    drop_mode_qlen: 200,
    flush_qlen: 1000,
    burst_limit_enable: true,
    burst_limit_max_count: 500,
    burst_limit_window_time: 1000,
    overload_kill_enable: false,
    overload_kill_qlen: 20000,
    overload_kill_mem_size: 3_000_000,
    overload_kill_restart_after: 5000
  }

  @file_defaults %{
    modes: [:raw, :append, :delayed_write],
    max_no_bytes: :infinity,
    max_no_files: 0,
    compress_on_rotate: false,
    file_check: 0,
    filesync_repeat_interval: 5000
  }

  @fixed [:type, :file, :modes]

  ## Callbacks

  @doc false
  def adding_handler(%{id: id} = config) do
    given = Map.get(config, :config, %{})

    with {:ok, options} <- check(given),
         {:ok, output} <- open(id, options) do
      options =
        Map.merge(options, %{output: output, burst: :atomics.new(2, []), closed: false})

      {:ok, Map.put(config, :config, options)}
    end
  end

  @doc false
  def changing_config(kind, %{config: old}, %{config: new} = config) do
    given = Map.drop(new, [:output, :burst, :closed])

    given =
      if kind == :set,
        do: Map.merge(Map.take(old, @fixed), given),
        else: Map.merge(Map.drop(old, [:output, :burst, :closed]), given)

    with {:ok, options} <- check(given),
         :ok <- check_fixed(old, options) do
      if is_pid(old.output), do: :logger_std_file.configure(old.output, options)
      {:ok, %{config | config: Map.merge(options, Map.take(old, [:output, :burst, :closed]))}}
    end
  end

  def changing_config(kind, old, config),
    do: changing_config(kind, old, Map.put(config, :config, %{}))

  @doc false
  def removing_handler(%{config: %{output: output}}) do
    if is_pid(output), do: :logger_std_file.stop(output)
    :ok
  end

  def removing_handler(_config), do: :ok

  @doc false
  def filter_config(%{config: options} = config),
    do: %{config | config: Map.drop(options, [:output, :burst, :closed])}

  @doc "Formats an event and writes it."
  @spec log(:logger.log_event(), :logger.handler_config()) :: :ok
  def log(event, %{config: %{output: output} = options} = config) do
    if within_burst?(options) do
      text = rendered(event, config)

      if is_pid(output) and options.type == :file,
        do: :logger_std_file.write(output, text),
        else: put(output, text)
    end

    :ok
  end

  # A device that has gone takes what it is given with it.
  defp put(output, text) do
    :io.put_chars(output, text)
  catch
    _kind, _reason -> :ok
  end

  @doc "Writes what a handler's file has buffered to the disk."
  @spec filesync(atom) :: :ok | {:error, term}
  def filesync(id) do
    case :logger_config.handler(id) do
      {:ok, %{module: __MODULE__, config: %{output: output, type: :file}}} ->
        :logger_std_file.sync(output)

      {:ok, %{module: __MODULE__}} ->
        :ok

      {:ok, _other} ->
        {:error, {:not_found, id}}

      error ->
        error
    end
  end

  ## Bursts

  # Two counters: when the window began, in milliseconds, and how many events it has seen.
  defp within_burst?(%{burst_limit_enable: false}), do: true

  defp within_burst?(%{burst: burst} = options) do
    now = :erlang.monotonic_time(:millisecond)

    if now - :atomics.get(burst, 1) > options.burst_limit_window_time or
         :atomics.get(burst, 1) == 0 do
      :atomics.put(burst, 1, now)
      :atomics.put(burst, 2, 0)
    end

    :atomics.add_get(burst, 2, 1) <= options.burst_limit_max_count
  end

  ## Text

  defp rendered(event, %{formatter: {module, config}}) do
    text = formatted(event, module, config)

    try do
      true = is_binary(:unicode.characters_to_binary(text))
      text
    catch
      kind, reason ->
        :logger_backend.report(
          event,
          formatter_error: module,
          config: config,
          log_event: event,
          bad_return_value: text,
          caught: {kind, reason, __STACKTRACE__}
        )

        "FORMATTER ERROR: bad return value\n"
    else
      text -> text
    end
  end

  # A formatter that fails leaves its event to OTP's own.
  defp formatted(event, module, config) do
    module.format(event, config)
  catch
    kind, reason ->
      trace = :lists.takewhile(fn {module, _, _, _} -> module != __MODULE__ end, __STACKTRACE__)

      :logger_backend.report(
        event,
        formatter_crashed: module,
        config: config,
        log_event: event,
        reason: {kind, reason, trace}
      )

      crash = %{event | msg: {~c"FORMATTER CRASH: ~tp", [event.msg]}}
      crash = %{crash | meta: Map.delete(crash.meta, :report_cb)}
      :logger_formatter.format(crash, %{})
  end

  ## Options

  # Of the type `{:file, path}` becomes `type: :file, file: path`, and a file is a file without saying so.
  defp check(given) when is_map(given) do
    given = normal(given)
    file? = given.type == :file

    known =
      if file?,
        do: Map.merge(@defaults, @file_defaults),
        else: Map.put(@defaults, :filesync_repeat_interval, :no_repeat)

    wrong = for {key, value} <- given, not valid?(key, value, known, file?), do: {key, value}

    cond do
      wrong != [] ->
        {:error, {:invalid_config, __MODULE__, :maps.from_list(wrong)}}

      file? and not is_map_key(given, :file) ->
        {:error, {:invalid_config, __MODULE__, %{type: :file}}}

      true ->
        check_levels(Map.merge(known, given))
    end
  end

  defp check(given), do: {:error, {:invalid_config, __MODULE__, given}}

  defp normal(%{type: {:file, path}} = given),
    do: given |> Map.put(:type, :file) |> Map.put_new(:file, path) |> normal()

  defp normal(%{type: {:file, path, modes}} = given),
    do: normal(%{given | type: {:file, path}} |> Map.put(:modes, modes))

  defp normal(%{type: _} = given), do: path_list(given)
  defp normal(%{file: _} = given), do: given |> Map.put(:type, :file) |> path_list()
  defp normal(given), do: Map.put(given, :type, :standard_io)

  defp path_list(%{file: path} = given) when is_binary(path),
    do: %{given | file: :unicode.characters_to_list(path)}

  defp path_list(given), do: given

  defp valid?(:type, type, _known, file?),
    do: file? or type in [:standard_io, :standard_error] or device?(type)

  defp valid?(:file, path, _known, file?), do: file? and is_list(path)
  defp valid?(key, _value, known, _file?) when not is_map_key(known, key), do: false

  defp valid?(key, value, _known, _file?)
       when key in [:burst_limit_enable, :overload_kill_enable, :compress_on_rotate],
       do: is_boolean(value)

  defp valid?(:modes, modes, _known, _file?), do: is_list(modes)
  defp valid?(:max_no_bytes, :infinity, _known, _file?), do: true
  defp valid?(:overload_kill_restart_after, :infinity, _known, _file?), do: true
  defp valid?(:filesync_repeat_interval, :no_repeat, _known, _file?), do: true
  defp valid?(_key, value, _known, _file?), do: is_integer(value) and value >= 0

  defp device?({:device, device}), do: is_pid(device) or is_atom(device) or is_tuple(device)
  defp device?(_type), do: false

  defp check_levels(options) do
    levels = Map.take(options, [:sync_mode_qlen, :drop_mode_qlen, :flush_qlen])

    if levels.sync_mode_qlen <= levels.drop_mode_qlen and
         levels.drop_mode_qlen <= levels.flush_qlen and levels.drop_mode_qlen > 1,
       do: {:ok, options},
       else: {:error, {:invalid_olp_levels, levels}}
  end

  defp check_fixed(old, new) do
    old = Map.take(old, @fixed)
    new = Map.take(new, @fixed)
    changed = for {key, value} <- new, old[key] != value, do: key

    if changed == [],
      do: :ok,
      else:
        {:error,
         {:illegal_config_change, __MODULE__, Map.take(old, changed), Map.take(new, changed)}}
  end

  defp open(_id, %{type: :standard_io}), do: {:ok, :user}
  defp open(_id, %{type: :standard_error}), do: {:ok, :standard_error}
  defp open(_id, %{type: {:device, device}}), do: {:ok, device}
  defp open(id, %{type: :file} = options), do: :logger_std_file.start(id, options)
end
