# Which files are tests.

defmodule Mix.Compilers.Test.Files do
  @moduledoc false

  @doc """
  The test files below the paths, or below the project's folders of tests if no path is given; tells of those that look as if
  they should be some. A file that is named is one, whatever it is called.
  """
  @spec find([Path.t()], [Path.t()], keyword) :: [Path.t()]
  def find(paths, test_paths, config) do
    pattern = config[:test_pattern] || "*.{ex,exs}"
    {named, folders} = Enum.split_with(paths, &File.regular?/1)
    folders = if paths == [], do: test_paths, else: folders

    found =
      for folder <- folders,
          file <- Path.wildcard(Path.join([folder, "**", pattern])),
          File.regular?(file),
          do: file

    load = config[:test_load_filters] || [&String.ends_with?(&1, "_test.exs")]
    {tests, others} = Enum.split_with(found, &matches_any?(&1, load))
    unnamed = Enum.reject(named, &matches_any?(&1, load))

    (others ++ unnamed)
    |> Enum.filter(&below_any?(&1, test_paths))
    |> Enum.reject(&ignored?(&1, config))
    |> warn()

    Enum.sort(Enum.uniq(tests ++ named))
  end

  defp ignored?(file, config) do
    String.ends_with?(file, "_helper.exs") or
      below_any?(file, config[:elixirc_paths] || []) or
      matches_any?(file, config[:test_ignore_filters] || [])
  end

  defp below_any?(file, folders) do
    file = Path.expand(file)
    Enum.any?(folders, &String.starts_with?(file, Path.expand(&1) <> "/"))
  end

  defp matches_any?(file, filters), do: Enum.any?(filters, &matches?(file, &1))

  defp matches?(file, %Regex{} = regex), do: file =~ regex
  defp matches?(file, path) when is_binary(path), do: file == path
  defp matches?(file, function) when is_function(function, 1), do: function.(file)

  defp warn([]), do: :ok

  defp warn(files) do
    Mix.shell().info([
      [:yellow, "warning: ", :reset],
      "the following files do not match any of the configured `:test_load_filters` / `:test_ignore_filters`:\n\n",
      Enum.map(Enum.sort(files), &[&1, "\n"]),
      "\nThis might indicate a typo in a test file name (for example, using \"foo_tests.exs\" instead of \"foo_test.exs\").\n\n",
      "See the configuration for `:test_pattern` under `mix help test` for more information.\n"
    ])
  end

  @doc "Raises unless the system's environment says which of the parts is meant."
  @spec check_partitions(integer | nil) :: :ok
  def check_partitions(nil), do: :ok

  def check_partitions(count) when count < 1 do
    Mix.raise("--partitions : expected to be positive integer, got #{count}")
  end

  def check_partitions(1), do: :ok

  def check_partitions(count) do
    if part(count) == nil do
      Mix.raise(
        "The MIX_TEST_PARTITION environment variable must be set to an integer between 1..#{count} " <>
          "when the --partitions option is set, got: #{inspect(System.get_env("MIX_TEST_PARTITION"))}"
      )
    end

    :ok
  end

  @doc "The part of the files that is to be run."
  @spec partition([Path.t()], integer | nil) :: [Path.t()]
  def partition(files, count) when count in [nil, 1], do: files

  def partition(files, count) do
    index = part(count) - 1
    for {file, number} <- Enum.with_index(files), rem(number, count) == index, do: file
  end

  defp part(count) do
    case Integer.parse(System.get_env("MIX_TEST_PARTITION") || "") do
      {part, ""} when part in 1..count//1 -> part
      _ -> nil
    end
  end
end
