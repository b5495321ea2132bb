# Names of files, as text. What is on disk is `File`'s business; here it is asked only by wildcards and safe paths.

defmodule Path do
  @moduledoc """
  Functions on paths of files and directories.

  A path may be chardata; what is returned is a string. Most functions look at nothing but the text.
  """

  @typedoc "A path: a string, or chardata that makes one."
  @type t :: IO.chardata()

  @type relative_to_opts :: [force: boolean]

  @doc """
  The absolute form of a path, seen from the current directory.

  `..` and `.` are kept; see `expand/1`.

  ## Examples

      iex> Path.absname("/usr//local/")
      "/usr/local"

  """
  @spec absname(t) :: binary
  def absname(path), do: absname(path, &File.cwd!/0)

  @doc """
  The absolute form of a path, seen from another.

  The other one may be a function that returns it, and is called only if it is needed.

  ## Examples

      iex> Path.absname("foo", "/bar")
      "/bar/foo"
      iex> Path.absname("../foo", "/bar")
      "/bar/../foo"

  """
  @spec absname(t, t | (-> t)) :: binary
  def absname(path, relative_to) do
    path = path |> IO.chardata_to_string() |> without_point()

    case {type(path), relative_to} do
      {:absolute, _relative_to} -> tidy(path)
      {:relative, fun} when is_function(fun, 0) -> tidy(join(fun.(), path))
      {:relative, relative_to} -> tidy(join(relative_to, path))
    end
  end

  # `a/./` is `a/`.
  defp without_point("./"), do: ""

  defp without_point(path) do
    if String.ends_with?(path, "/./"), do: binary_part(path, 0, byte_size(path) - 2), else: path
  end

  # Drops what says nothing: slashes, and points for the directory itself, but for one at the end.
  defp tidy(path) do
    {parts, last} = path |> split() |> Enum.split(-1)
    join_parts(Enum.reject(parts, &(&1 == ".")) ++ last)
  end

  defp join_parts([]), do: ""
  defp join_parts(["/"]), do: "/"
  defp join_parts(["/" | parts]), do: "/" <> Enum.join(parts, "/")
  defp join_parts(parts), do: Enum.join(parts, "/")

  @doc """
  The last part of a path.

  ## Examples

      iex> Path.basename("foo/bar.ex")
      "bar.ex"
      iex> Path.basename("/")
      ""

  """
  @spec basename(t) :: binary
  def basename(path) do
    case path |> split() |> List.last() do
      part when part in [nil, "/"] -> ""
      part -> part
    end
  end

  @doc """
  The last part of a path without the given extension, if it has that.

  ## Examples

      iex> Path.basename("foo/bar.ex", ".ex")
      "bar"
      iex> Path.basename("foo/bar.exs", ".ex")
      "bar.exs"

  """
  @spec basename(t, t) :: binary
  def basename(path, extension),
    do: path |> basename() |> String.replace_suffix(IO.chardata_to_string(extension), "")

  @doc """
  The directory part of a path.

  ## Examples

      iex> Path.dirname("/foo/bar.ex")
      "/foo"
      iex> Path.dirname("foo")
      "."

  """
  @spec dirname(t) :: binary
  def dirname(path) do
    path = IO.chardata_to_string(path)

    case last_slash(path) do
      nil -> "."
      at -> path |> binary_part(0, at) |> String.trim_trailing("/") |> or_root()
    end
  end

  defp or_root(""), do: "/"
  defp or_root(dir), do: dir

  defp last_slash(path), do: last_byte(path, ?/, byte_size(path) - 1)

  defp last_byte(_path, _byte, -1), do: nil

  defp last_byte(path, byte, at),
    do: if(:binary.at(path, at) == byte, do: at, else: last_byte(path, byte, at - 1))

  @doc """
  The extension of the last part of a path, with its dot.

  ## Examples

      iex> Path.extname("foo/bar.tar.gz")
      ".gz"
      iex> Path.extname(".gitignore")
      ""

  """
  @spec extname(t) :: binary
  def extname(path) do
    path = IO.chardata_to_string(path)

    case last_dot(path) do
      at when at in [nil, 0] ->
        ""

      at ->
        if :binary.at(path, at - 1) == ?/,
          do: "",
          else: binary_part(path, at, byte_size(path) - at)
    end
  end

  # The last dot that is behind the last slash.
  defp last_dot(path) do
    dot = last_byte(path, ?., byte_size(path) - 1)
    slash = last_slash(path)
    if dot != nil and (slash == nil or dot > slash), do: dot
  end

  @doc """
  A path without its extension.

  ## Examples

      iex> Path.rootname("/foo/bar.ex")
      "/foo/bar"
      iex> Path.rootname("/foo/bar")
      "/foo/bar"

  """
  @spec rootname(t) :: binary
  def rootname(path) do
    path = IO.chardata_to_string(path)

    case last_dot(path) do
      nil ->
        path

      at when at > 0 ->
        if :binary.at(path, at - 1) == ?/, do: path, else: binary_part(path, 0, at)

      0 ->
        ""
    end
  end

  @doc """
  A path without the given extension, if it has that.

  ## Examples

      iex> Path.rootname("/foo/bar.ex", ".ex")
      "/foo/bar"
      iex> Path.rootname("/foo/bar.ex", ".erl")
      "/foo/bar.ex"

  """
  @spec rootname(t, t) :: binary
  def rootname(path, extension) do
    path
    |> IO.chardata_to_string()
    |> String.replace_suffix(IO.chardata_to_string(extension), "")
  end

  @doc """
  Joins paths.

  ## Examples

      iex> Path.join(["~", "foo"])
      "~/foo"
      iex> Path.join(["/", "foo", "bar/"])
      "/foo/bar"

  """
  @spec join(nonempty_list(t)) :: binary
  def join([name1, name2 | rest]), do: join([join(name1, name2) | rest])
  def join([name]), do: IO.chardata_to_string(name)

  @doc """
  Joins two paths. The right one is always taken as relative to the left one.

  ## Examples

      iex> Path.join("foo", "bar")
      "foo/bar"
      iex> Path.join("/foo", "/bar/")
      "/foo/bar"

  """
  @spec join(t, t) :: binary
  def join(left, right) do
    left = IO.chardata_to_string(left)
    right = IO.chardata_to_string(right)
    left |> do_join(right) |> drop_last_slash()
  end

  defp do_join(left, right) when right in ["", "/"], do: left
  defp do_join("", right), do: drop_first_slash(right)
  defp do_join("/", right), do: "/" <> drop_first_slash(right)
  defp do_join(left, right), do: drop_last_slash(left) <> "/" <> drop_first_slash(right)

  defp drop_first_slash("/" <> rest), do: rest
  defp drop_first_slash(path), do: path

  defp drop_last_slash("/"), do: "/"
  defp drop_last_slash(path), do: String.replace_suffix(path, "/", "")

  @doc """
  Splits a path into its parts. The root is a part.

  ## Examples

      iex> Path.split("/foo/bar")
      ["/", "foo", "bar"]
      iex> Path.split("")
      []

  """
  @spec split(t) :: [binary]
  def split(path) do
    path = IO.chardata_to_string(path)
    parts = :binary.split(path, "/", [:global, :trim_all])
    if type(path) == :absolute, do: ["/" | parts], else: parts
  end

  @doc """
  Whether a path is `:absolute` or `:relative`.

  ## Examples

      iex> Path.type("/usr/local")
      :absolute
      iex> Path.type("usr/local")
      :relative

  """
  @spec type(t) :: :absolute | :relative | :volumerelative
  def type(path) do
    case IO.chardata_to_string(path) do
      "/" <> _ -> :absolute
      _relative -> :relative
    end
  end

  @doc """
  Makes a path relative by dropping the root.

  ## Examples

      iex> Path.relative("/usr/local")
      "usr/local"
      iex> Path.relative("/")
      "."

  """
  @spec relative(t) :: binary
  def relative(path) do
    case IO.chardata_to_string(path) do
      "/" -> "."
      path -> drop_first_slash(path)
    end
  end

  @doc """
  The absolute form of a path, seen from the current directory, without `.` and `..`, and with `~` as the home directory.

  ## Examples

      iex> Path.expand("/foo/bar/../baz")
      "/foo/baz"

  """
  @spec expand(t) :: binary
  def expand(path), do: path |> expand_home() |> absname() |> resolve_dots()

  @doc """
  The absolute form of a path, seen from another, as of `expand/1`.

  ## Examples

      iex> Path.expand("foo/../bar", "/baz")
      "/baz/bar"

  """
  @spec expand(t, t) :: binary
  def expand(path, relative_to) do
    path
    |> expand_home()
    |> absname(fn -> relative_to |> expand_home() |> absname() end)
    |> resolve_dots()
  end

  defp expand_home(path) do
    case IO.chardata_to_string(path) do
      "~" -> System.user_home!()
      "~/" <> rest -> join(System.user_home!(), rest)
      path -> path
    end
  end

  defp resolve_dots(path), do: path |> split() |> resolve_dots([]) |> join_parts()

  # `done` holds the parts that stay, last first. `..` beyond the start of a relative path stays too.
  defp resolve_dots(["." | rest], done), do: resolve_dots(rest, done)
  defp resolve_dots([".." | rest], ["/"]), do: resolve_dots(rest, ["/"])

  defp resolve_dots([".." | rest], [last | done]) when last != "..",
    do: resolve_dots(rest, done)

  defp resolve_dots([part | rest], done), do: resolve_dots(rest, [part | done])
  defp resolve_dots([], done), do: :lists.reverse(done)

  @doc """
  A path as seen from a directory.

  If the path is not below the directory, it is returned in absolute form, or with `force: true` by way of `..`.

  ## Examples

      iex> Path.relative_to("/usr/local/foo", "/usr/local")
      "foo"
      iex> Path.relative_to("/usr/local/foo", "/etc")
      "/usr/local/foo"
      iex> Path.relative_to("/usr/local/foo", "/usr/bin", force: true)
      "../local/foo"
      iex> Path.relative_to("/usr/local", "/usr/local")
      "."

  """
  @spec relative_to(t, t, relative_to_opts) :: binary
  def relative_to(path, cwd, opts \\ []) when is_list(opts) do
    force? = Keyword.get(opts, :force, false)
    parts = path |> split() |> resolve_dots([])

    case {type(path), type(cwd)} do
      {:relative, :absolute} ->
        or_dot(parts)

      {:relative, :relative} when parts == [] ->
        "."

      {:relative, :relative} ->
        relative_parts(parts, cwd |> split() |> resolve_dots([]), parts, true)

      {:absolute, :relative} ->
        join_parts(parts)

      {:absolute, :absolute} ->
        relative_parts(parts, cwd |> split() |> resolve_dots([]), parts, force?)
    end
  end

  defp relative_parts([same | rest], [same | cwd], path, force?),
    do: relative_parts(rest, cwd, path, force?)

  defp relative_parts(rest, [], _path, _force?), do: or_dot(rest)

  defp relative_parts(rest, cwd, _path, true),
    do: or_dot(List.duplicate("..", length(cwd)) ++ rest)

  defp relative_parts(_rest, _cwd, path, false), do: join_parts(path)

  defp or_dot([]), do: "."
  defp or_dot(parts), do: join_parts(parts)

  @doc """
  A path as seen from the current directory, see `relative_to/3`.
  """
  @spec relative_to_cwd(t, relative_to_opts) :: binary
  def relative_to_cwd(path, opts \\ []) when is_list(opts) do
    case File.cwd() do
      {:ok, cwd} -> relative_to(path, cwd, opts)
      _no_directory -> IO.chardata_to_string(path)
    end
  end

  @doc """
  A relative path without `.` and `..`, as `{:ok, path}`, or `:error` if it is absolute or leads out of `cwd`.

  Symbolic links below `cwd` are followed, since they may lead out too.

  ## Examples

      iex> Path.safe_relative("foo/../bar")
      {:ok, "bar"}
      iex> Path.safe_relative("foo/../../bar")
      :error
      iex> Path.safe_relative("/foo")
      :error

  """
  @doc since: "1.14.0"
  @spec safe_relative(t, t) :: {:ok, binary} | :error
  def safe_relative(path, cwd \\ File.cwd!()) do
    path = IO.chardata_to_string(path)

    if type(path) == :absolute,
      do: :error,
      else: safe(split(path), [], cwd, [])
  end

  @doc """
  A relative path without `.` and `..`, see `safe_relative/2`.
  """
  @doc since: "1.14.0"
  @doc deprecated: "Use safe_relative/2 instead"
  @spec safe_relative_to(t, t) :: {:ok, binary} | :error
  def safe_relative_to(path, cwd), do: safe_relative(path, cwd)

  # `done` is where the walk has come to, `seen` the links it has followed.
  defp safe(["." | rest], done, cwd, seen), do: safe(rest, done, cwd, seen)
  defp safe([".." | _rest], [], _cwd, _seen), do: :error
  defp safe([".." | rest], [_last | done], cwd, seen), do: safe(rest, done, cwd, seen)

  defp safe([part | rest], done, cwd, seen) do
    link = join([cwd | :lists.reverse([part | done])])

    case File.read_link(link) do
      {:ok, target} ->
        if link in seen or type(target) == :absolute,
          do: :error,
          else: safe(split(target) ++ rest, done, cwd, [link | seen])

      {:error, _no_link} ->
        safe(rest, [part | done], cwd, seen)
    end
  end

  defp safe([], done, _cwd, _seen), do: {:ok, done |> :lists.reverse() |> join_parts()}

  @doc """
  The files and directories whose paths match a pattern, sorted.

    * `?` – any character
    * `*` – any characters, up to the end of a part of the path
    * `**` – as a part of its own: any directories, or none
    * `[abc]`, `[a-z]` – any of the characters
    * `{one,two}` – any of the texts
    * `\\\\` – takes the meaning away from the next character

  Names that begin with a dot are found only by parts that name them in full, unless the option `:match_dot` is `true`.

  ## Examples

      Path.wildcard("projects/*/ebin/**/*.{beam,app}")

  """
  @spec wildcard(t, match_dot: boolean) :: [binary]
  def wildcard(glob, opts \\ []) when is_list(opts) do
    glob = IO.chardata_to_string(glob)

    if :binary.match(glob, "\0") != :nomatch do
      raise ArgumentError,
            "cannot execute Path.wildcard/2 for path with null byte, got: #{inspect(glob)}"
    end

    Path.Wildcard.expand(glob, Keyword.get(opts, :match_dot, false))
  end
end
