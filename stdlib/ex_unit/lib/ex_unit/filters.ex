# Which tests are run: tags that include and exclude them, and the places of files that `file:line` names.

defmodule ExUnit.Filters do
  @moduledoc """
  Which tests are run.

  A filter is a tag (`:slow`), a tag with a value, a regular expression or a text for it (`os: :linux`), or a place
  (`location: {"test/a_test.exs", 7}`). Tests that a filter of `exclude` matches are left out, unless one of `include` matches them.
  """

  alias ExUnit.FailuresManifest

  @typedoc "A tag, or a tag and what it must be."
  @type t :: [atom | {atom, Regex.t() | String.Chars.t()} | {:location, location}]
  @type location :: {:location, String.t() | {String.t(), pos_integer | [pos_integer, ...]}}
  @type ex_unit_opts :: [exclude: [:test], include: [location, ...]] | []

  @doc """
  Splits paths such as `test/a_test.exs:12` into paths and the options for `ExUnit.configure/1`.

  ## Examples

      iex> ExUnit.Filters.parse_paths(["test/a_test.exs"])
      {["test/a_test.exs"], []}
      iex> ExUnit.Filters.parse_paths(["test/a_test.exs:12"])
      {["test/a_test.exs"], [exclude: [:test], include: [location: {"test/a_test.exs", 12}]]}
      iex> ExUnit.Filters.parse_paths(["test/a_test.exs:12:30", "test/b_test.exs"])
      {["test/a_test.exs", "test/b_test.exs"],
       [exclude: [:test], include: [location: {"test/a_test.exs", [12, 30]}, location: "test/b_test.exs"]]}

  Where some paths have lines, the others stand for all of their tests.
  """
  @doc since: "1.16.0"
  @spec parse_paths([String.t()]) :: {[String.t()], ex_unit_opts}
  def parse_paths(paths) do
    split = Enum.map(paths, &split_lines/1)

    options =
      if Enum.all?(split, &match?({_, []}, &1)),
        do: [],
        else: [exclude: [:test], include: Enum.map(split, &location/1)]

    {Enum.map(split, &elem(&1, 0)), options}
  end

  defp location({path, []}), do: {:location, path}
  defp location({path, [line]}), do: {:location, {path, line}}
  defp location({path, lines}), do: {:location, {path, lines}}

  @doc false
  def parse_path(path) do
    {[path], options} = parse_paths([path])
    {path, options}
  end

  defp split_lines(path) do
    [path | parts] = path |> Path.split() |> join_with_lines()
    {lines, others} = parts |> Enum.reverse() |> Enum.split_while(&line?/1)
    path = Enum.join([path | Enum.reverse(others)], ":")
    {path, lines |> Enum.reverse() |> Enum.map(&String.to_integer/1)}
  end

  # Colons in directories are part of the path.
  defp join_with_lines(segments) do
    {directories, [file]} = Enum.split(segments, -1)
    [name | parts] = String.split(file, ":")
    [Path.join(directories ++ [name]) | parts]
  end

  defp line?(part), do: match?({line, ""} when line > 0, Integer.parse(part))

  @doc """
  Makes filters of what is written on the command line.

  ## Examples

      iex> ExUnit.Filters.parse(["slow", "os:linux"])
      [:slow, {:os, "linux"}]

  """
  @spec parse([String.t()]) :: t
  def parse(filters) do
    Enum.map(filters, fn filter ->
      case String.split(filter, ":", parts: 2) do
        [key, value] -> parse_value(String.to_atom(key), value)
        [key] -> String.to_atom(key)
      end
    end)
  end

  defp parse_value(:line, line), do: {:line, String.to_integer(line)}

  defp parse_value(:location, location), do: location |> split_lines() |> location()

  defp parse_value(key, value), do: {key, value}

  @doc """
  Removes doubles, and from what is excluded what is included.

  ## Examples

      iex> ExUnit.Filters.normalize([:slow, :slow, :fast], [:slow, os: :linux])
      {[:slow, :fast], [os: :linux]}
      iex> ExUnit.Filters.normalize(nil, nil)
      {[], []}

  """
  @spec normalize(t | nil, t | nil) :: {t, t}
  def normalize(include, exclude) do
    include = include |> List.wrap() |> Enum.uniq()
    exclude = exclude |> List.wrap() |> Enum.uniq()
    {include, Enum.reject(exclude, &included?(&1, include, exclude))}
  end

  # A tag whose values are excluded one by one stays as it is.
  defp included?(excluded, include, exclude) do
    key = key(excluded)

    Enum.any?(include, fn
      ^key -> true
      {^key, wanted} -> lone_value(key, exclude) |> same_value?(wanted)
      _ -> false
    end)
  end

  defp lone_value(key, exclude) do
    case Enum.filter(exclude, &(key(&1) == key)) do
      [{_, value}] -> {:ok, value}
      _ -> :error
    end
  end

  defp same_value?({:ok, value}, %Regex{} = regex), do: is_binary(value) and value =~ regex
  defp same_value?({:ok, value}, wanted), do: equal?(value, wanted)
  defp same_value?(:error, _), do: false

  @doc """
  Whether a test is run: `:ok`, or the state that says why not.

  A test matches a line if it begins last before that, among the tests and `describe`s of the module, which are `collection`; or
  if its `describe` begins there.

  ## Examples

      iex> ExUnit.Filters.eval([], [:slow], %{slow: true}, [])
      {:excluded, "due to slow filter"}
      iex> ExUnit.Filters.eval([os: :linux], [:slow], %{slow: true, os: :linux}, [])
      :ok

  """
  @spec eval(t, t, map, [ExUnit.Test.t()]) ::
          :ok | {:excluded, String.t()} | {:skipped, String.t()}
  def eval(include, exclude, tags, collection) when is_map(tags) do
    included? = Enum.any?(include, &matches?(&1, tags, collection))
    excluded = if included?, do: nil, else: Enum.find(exclude, &matches?(&1, tags, collection))

    cond do
      excluded != nil ->
        {:excluded, "due to #{key(excluded)} filter"}

      true ->
        skip(tags, Enum.any?(include, &(key(&1) == :skip and matches?(&1, tags, collection))))
    end
  end

  defp key({key, _}), do: key
  defp key(key), do: key

  defp skip(_, true), do: :ok

  defp skip(tags, false) do
    case tags do
      %{skip: reason} when is_binary(reason) -> {:skipped, reason}
      %{skip: true} -> {:skipped, "due to skip tag"}
      _ -> :ok
    end
  end

  defp matches?({:location, {path, lines}}, %{file: file} = tags, collection) do
    same_file?(path, file) and Enum.any?(List.wrap(lines), &matches_line?(&1, tags, collection))
  end

  defp matches?({:location, path}, %{file: file}, _) when is_binary(path),
    do: same_file?(path, file)

  defp matches?({:line, line}, tags, collection) do
    matches_line?(to_integer(line), tags, collection)
  end

  defp matches?({key, %Regex{} = regex}, tags, _) do
    case tags do
      %{^key => value} when not is_nil(value) -> to_string(value) =~ regex
      _ -> false
    end
  end

  defp matches?({key, wanted}, tags, _) do
    case tags do
      %{^key => value} -> equal?(value, wanted)
      _ -> false
    end
  end

  defp matches?(key, tags, _) when is_atom(key), do: is_map_key(tags, key)

  # What the command line says is text. Modules have two forms of it.
  defp equal?(value, wanted) do
    value == wanted or (is_atom(value) and is_binary(wanted) and Atom.to_string(value) == wanted) or
      (text(value) != nil and text(value) == text(wanted))
  end

  defp text(value) when is_atom(value) and value not in [nil, true, false] do
    case Atom.to_string(value) do
      "Elixir." <> rest -> rest
      text -> text
    end
  end

  defp text(value) when is_binary(value) or is_number(value) or is_atom(value),
    do: to_string(value)

  defp text(value) when is_list(value) do
    List.to_string(value)
  rescue
    _ -> nil
  end

  defp text(_), do: nil

  defp same_file?(path, file),
    do: Path.expand(path) == file or String.ends_with?(file, "/" <> path)

  defp to_integer(line) when is_integer(line), do: line
  defp to_integer(line), do: String.to_integer(line)

  # The test that begins last before the line; a `describe` with all of its tests by its own line alone.
  defp matches_line?(line, %{line: test_line} = tags, collection) do
    line == tags[:describe_line] or last_start(line, tags, collection) == test_line
  end

  defp matches_line?(_, _, _), do: false

  defp last_start(line, tags, collection) do
    starts =
      for %{tags: %{line: _} = tags} <- [%{tags: tags} | collection],
          start <- [tags.line, tags[:describe_line]],
          start != nil and start <= line,
          do: start

    Enum.max(starts, fn -> nil end)
  end

  @doc """
  Notes all tests of a manifest of failures as failed.
  """
  @spec fail_all!(Path.t()) :: :ok
  def fail_all!(path), do: FailuresManifest.fail_all!(path)

  @doc """
  The files of the tests that failed in the last run, and the tests.
  """
  @spec failure_info(Path.t()) :: {MapSet.t(Path.t()), MapSet.t(ExUnit.test_id())}
  def failure_info(path) do
    manifest = FailuresManifest.read(path)
    {FailuresManifest.files_with_failures(manifest), FailuresManifest.failed_test_ids(manifest)}
  end
end
