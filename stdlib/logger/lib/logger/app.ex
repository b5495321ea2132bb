# What the logger begins with: the environment of the application `:logger`, as the configuration of OTP's logger.

defmodule Logger.App do
  @moduledoc false

  @doc """
  The primary configuration and the handlers: `{primary, [{id, module, config}]}`.
  """
  @spec configuration() :: {map, [{atom, module, map}]}
  def configuration do
    environment = :application.get_all_env(:logger)

    primary = %{
      level: level(Keyword.get(environment, :level, :debug)),
      filters: [
        logger_process_level: {&Logger.Utils.process_level/2, []},
        logger_translator: {&Logger.Utils.translator/2, translator_options(environment)}
      ]
    }

    {primary, default_handler(Keyword.get(environment, :default_handler, []))}
  end

  @doc """
  What the translating filter is called with.
  """
  @spec translator_options(keyword) :: map
  def translator_options(environment \\ :application.get_all_env(:logger)) do
    %{
      otp: Keyword.get(environment, :handle_otp_reports, true),
      sasl: Keyword.get(environment, :handle_sasl_reports, false),
      translators: Keyword.get(environment, :translators, [{Logger.Translator, :translate}])
    }
  end

  defp level(:warn), do: :warning
  defp level(level), do: level

  defp default_handler(false), do: []

  defp default_handler(options) do
    {module, options} = options |> Map.new() |> Map.pop(:module, :logger_std_h)

    config =
      options
      |> Map.put_new_lazy(:formatter, fn -> Logger.default_formatter() end)
      |> Map.put_new(:filter_default, :log)
      |> Map.update(:filters, [remote_gl()], &[remote_gl() | &1])
      |> Map.update(:config, %{type: :standard_io}, &handler_options/1)

    [{:default, module, config}]
  end

  defp handler_options(options) do
    options = Map.new(options)
    if is_map_key(options, :file), do: options, else: Map.put_new(options, :type, :standard_io)
  end

  defp remote_gl, do: {:remote_gl, {&:logger_filters.remote_gl/2, :stop}}
end
