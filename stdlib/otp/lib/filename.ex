# Erlang's `filename`: names of files as text. Nothing here asks the host whether there are such files.

defmodule :filename do
  @moduledoc """
  Names of files as text.

  Names are binaries, charlists, atoms, or deep lists of these. A result is a binary if an argument was one, and otherwise a
  charlist.
  """

  @type name :: :file.name()

  @doc """
  Returns a name that starts at the root, from the working directory.
  """
  @spec absname(name) :: binary | charlist
  def absname(name) do
    {:ok, directory} = :file.get_cwd()
    absname(name, directory)
  end

  @doc """
  Returns a name that starts at the root, from a directory.

      iex> :filename.absname("b", "/a")
      "/a/b"
  """
  @spec absname(name, name) :: binary | charlist
  def absname(name, directory), do: absname_join(directory, name)

  @doc """
  Joins a directory and a name that may start at the root itself.

      iex> :filename.absname_join("/a", "./b")
      "/a/b"
  """
  @spec absname_join(name, name) :: binary | charlist
  def absname_join(directory, name) do
    on_text([directory, name], fn
      directory, "./" <> name when name != "" -> join_text(directory, name)
      directory, name -> join_text(directory, name)
    end)
  end

  @doc """
  Returns the last part of a name.

      iex> :filename.basename("/a/b.ex")
      "b.ex"
      iex> :filename.basename(~c"a/")
      ~c"a"
  """
  @spec basename(name) :: binary | charlist
  def basename(name), do: on_text([name], &last/1)

  defp last(name) do
    case parts(name) do
      [] -> ""
      parts -> List.last(parts)
    end
  end

  @doc """
  Returns the last part of a name, without an extension that it may have.

      iex> :filename.basename("/a/b.ex", ".ex")
      "b"
  """
  @spec basename(name, name) :: binary | charlist
  def basename(name, extension) do
    on_text([name, extension], fn name, extension ->
      if String.ends_with?(name, "/"),
        do: last(name),
        else: name |> last() |> without_suffix(extension)
    end)
  end

  defp without_suffix(text, suffix) do
    if String.ends_with?(text, suffix),
      do: binary_part(text, 0, byte_size(text) - byte_size(suffix)),
      else: text
  end

  @doc """
  Returns a name without its last part.

      iex> :filename.dirname("/a/b/c")
      "/a/b"
      iex> :filename.dirname(~c"a")
      ~c"."
  """
  @spec dirname(name) :: binary | charlist
  def dirname(name) do
    on_text([name], fn name ->
      case :binary.matches(name, "/") do
        [] ->
          "."

        slashes ->
          {at, 1} = List.last(slashes)

          case name |> binary_part(0, at) |> String.trim_trailing("/") do
            "" -> "/"
            directory -> directory
          end
      end
    end)
  end

  @doc """
  Returns what follows the last point in the last part of a name, with the point.

      iex> :filename.extension("a.tar.gz")
      ".gz"
      iex> :filename.extension(".profile")
      ""
  """
  @spec extension(name) :: binary | charlist
  def extension(name) do
    on_text([name], fn name ->
      case extension_at(name) do
        nil -> ""
        at -> binary_part(name, at, byte_size(name) - at)
      end
    end)
  end

  # Where the extension begins: a point that has something of its part before it.
  defp extension_at(name) do
    start = part_start(name)

    case :binary.matches(binary_part(name, start, byte_size(name) - start), ".") do
      [] -> nil
      points -> if (at = points |> List.last() |> elem(0)) > 0, do: start + at
    end
  end

  defp part_start(name) do
    case :binary.matches(name, "/") do
      [] -> 0
      slashes -> (slashes |> List.last() |> elem(0)) + 1
    end
  end

  @doc """
  Returns a name without its extension.

      iex> :filename.rootname("/a/b.tar.gz")
      "/a/b.tar"
  """
  @spec rootname(name) :: binary | charlist
  def rootname(name) do
    on_text([name], fn
      # A name that is all extension is taken for one.
      "." <> rest = name ->
        if :binary.match(rest, ["/", "."]) == :nomatch, do: "", else: root(name)

      name ->
        root(name)
    end)
  end

  defp root(name) do
    case extension_at(name) do
      nil -> name
      at -> binary_part(name, 0, at)
    end
  end

  @doc """
  Returns a name without an extension that it may have.

      iex> :filename.rootname("/a/b.ex", ".ex")
      "/a/b"
  """
  @spec rootname(name, name) :: binary | charlist
  def rootname(name, extension) do
    on_text([name, extension], fn name, extension ->
      root = without_suffix(name, extension)
      if String.ends_with?(root, "/"), do: name, else: root
    end)
  end

  @doc """
  Joins the parts of a name. A part that starts at the root drops those before it.

      iex> :filename.join(["/a", "b", "c"])
      "/a/b/c"
      iex> :filename.join([~c"a", ~c"/b"])
      ~c"/b"
  """
  @spec join([name, ...]) :: binary | charlist
  def join([_ | _] = names) do
    on_text(names, fn names -> Enum.reduce(names, &join_text(&2, &1)) |> normal() end, :list)
  end

  @doc """
  Joins two parts of a name.

      iex> :filename.join("a", "b")
      "a/b"
  """
  @spec join(name, name) :: binary | charlist
  def join(name1, name2) when is_atom(name1) and is_atom(name2),
    do: join(:erlang.atom_to_list(name1), :erlang.atom_to_list(name2))

  def join(name1, name2)
      when (is_binary(name1) or is_list(name1) or is_atom(name1)) and
             (is_binary(name2) or is_list(name2) or is_atom(name2)),
      do: on_text([name1, name2], &join_text/2)

  defp join_text(_name1, "/" <> _ = name2), do: normal(name2)
  defp join_text(name1, ""), do: normal(name1)
  defp join_text("", name2), do: "/" <> normal(name2)

  defp join_text(name1, name2) do
    case normal(name1) do
      "/" -> "/" <> normal(name2)
      name1 -> name1 <> "/" <> normal(name2)
    end
  end

  # One slash between parts, none at the end.
  defp normal("/" <> _ = name), do: "/" <> Enum.join(parts(name), "/")
  defp normal(name), do: Enum.join(parts(name), "/")

  defp parts(name), do: :binary.split(name, "/", [:global, :trim_all])

  @doc """
  Returns the parts of a name.

      iex> :filename.split("/a/b")
      ["/", "a", "b"]
  """
  @spec split(name) :: [binary | charlist]
  def split(name) do
    on_text([name], fn
      "/" <> _ = name -> ["/" | parts(name)]
      name -> parts(name)
    end)
  end

  @doc """
  Returns a name as the host likes it: without superfluous slashes.

      iex> :filename.nativename("a//b/")
      "a/b"
  """
  @spec nativename(name) :: binary | charlist
  def nativename(name), do: on_text([name], &normal/1)

  @doc """
  Returns whether a name starts at the root (`absolute`) or at the working directory (`relative`).

      iex> :filename.pathtype(~c"/a")
      :absolute
  """
  @spec pathtype(name) :: :absolute | :relative
  def pathtype(name) do
    case flatten(name) do
      "/" <> _ -> :absolute
      [?/ | _] -> :absolute
      _ -> :relative
    end
  end

  @doc """
  Returns a deep list of text as a flat one. Binaries stay as they are.

      iex> :filename.flatten([~c"a", [:b]])
      ~c"ab"
  """
  @spec flatten(name | [name]) :: binary | charlist
  def flatten(name) when is_binary(name), do: name
  def flatten(name) when is_atom(name), do: :erlang.atom_to_list(name)
  def flatten(name) when is_list(name), do: flatten(name, [])

  defp flatten([first | rest], tail), do: flatten_first(first, flatten(rest, tail))
  defp flatten([], tail), do: tail

  defp flatten_first(list, tail) when is_list(list), do: flatten(list, tail)
  defp flatten_first(atom, tail) when is_atom(atom), do: :erlang.atom_to_list(atom) ++ tail
  defp flatten_first(other, tail), do: [other | tail]

  @doc """
  Returns where files of an application belong: `user_cache`, `user_config`, `user_data`, `user_log`, `site_config` or
  `site_data`.
  """
  @spec basedir(atom, name) :: binary | charlist | [binary | charlist]
  def basedir(type, application), do: basedir(type, application, %{})

  @doc """
  Returns where files of an application belong, with the options `version` and `os` (`linux` or `darwin`).
  """
  @spec basedir(atom, name, map) :: binary | charlist | [binary | charlist]
  def basedir(type, application, options)
      when is_map(options) and
             type in [
               :user_cache,
               :user_config,
               :user_data,
               :user_log,
               :site_config,
               :site_data
             ] do
    below =
      case options do
        %{version: version} -> [application, version]
        _ -> [application]
      end

    case base(type, Map.get(options, :os, :linux)) do
      {:one, base} -> join([base | below])
      {:log, base} -> join([base | below] ++ [~c"log"])
      {:many, bases} -> Enum.map(bases, &join([&1 | below]))
    end
  end

  defp base(:user_cache, :linux), do: {:one, user(~c"XDG_CACHE_HOME", ~c".cache")}
  defp base(:user_config, :linux), do: {:one, user(~c"XDG_CONFIG_HOME", ~c".config")}
  defp base(:user_data, :linux), do: {:one, user(~c"XDG_DATA_HOME", ~c".local/share")}
  defp base(:user_log, :linux), do: {:log, user(~c"XDG_CACHE_HOME", ~c".cache")}
  defp base(:site_config, :linux), do: {:many, site(~c"XDG_CONFIG_DIRS", ~c"/etc/xdg")}

  defp base(:site_data, :linux),
    do: {:many, site(~c"XDG_DATA_DIRS", ~c"/usr/local/share:/usr/share")}

  defp base(:user_cache, :darwin), do: {:one, home(~c"Library/Caches")}
  defp base(:user_log, :darwin), do: {:one, home(~c"Library/Logs")}

  defp base(type, :darwin) when type in [:site_config, :site_data],
    do: {:many, [~c"/Library/Application Support"]}

  defp base(_type, :darwin), do: {:one, home(~c"Library/Application Support")}

  defp user(variable, default) do
    case :os.getenv(variable) do
      text when text in [false, []] -> home(default)
      directory -> directory
    end
  end

  defp home(name), do: join(:os.getenv(~c"HOME", ~c"/"), name)

  defp site(variable, default) do
    text =
      case :os.getenv(variable) do
        empty when empty in [false, []] -> default
        directories -> directories
      end

    text |> to_string() |> String.split(":", trim: true) |> Enum.map(&String.to_charlist/1)
  end

  # Calls a function with names as binaries, and gives what it returns the type of the names.
  defp on_text(names, fun, how \\ :arguments) do
    names = Enum.map(names, &flatten/1)
    texts = Enum.map(names, &text/1)
    result = if how == :list, do: fun.(texts), else: apply(fun, texts)
    if Enum.any?(names, &is_binary/1), do: result, else: as_charlist(result)
  end

  defp text(name) when is_binary(name), do: name

  defp text(name) do
    case :unicode.characters_to_binary(name) do
      text when is_binary(text) -> text
      _not_text -> :erlang.error(:badarg)
    end
  end

  defp as_charlist(texts) when is_list(texts), do: Enum.map(texts, &as_charlist/1)
  defp as_charlist(text), do: :unicode.characters_to_list(text)
end
