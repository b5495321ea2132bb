# Dependencies that lie in repositories of Git: fetched by the program `git` into a folder of their own.

defmodule Mix.SCM.Git do
  @moduledoc false

  @behaviour Mix.SCM

  # What decides, besides the address, which files are there; the lock names it.
  @lock_options [:tag, :branch, :ref, :submodules, :sparse, :subdir, :depth]

  # Hooks of Git run programs with the place of their own repository in the environment.
  @environment for name <-
                     ~w(GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_PREFIX),
                   do: {name, nil}

  @impl true
  def fetchable?, do: true

  @impl true
  def format(opts) do
    case wanted(opts) do
      nil -> without_password(opts[:git])
      {_, name} -> "#{without_password(opts[:git])} - #{name}"
    end
  end

  defp without_password(address) do
    case URI.parse(address) do
      %URI{userinfo: user} = uri when is_binary(user) ->
        URI.to_string(%{uri | userinfo: user |> String.split(":") |> hd() |> Kernel.<>(":****")})

      _ ->
        address
    end
  end

  @impl true
  def format_lock(opts) do
    case opts[:lock] do
      {:git, _, revision, locked} ->
        text = String.slice(revision, 0, 7)

        case wanted(locked) do
          nil -> text
          {:ref, _} -> text <> " (ref)"
          {kind, name} -> "#{text} (#{kind}: #{name})"
        end

      _ ->
        nil
    end
  end

  @impl true
  def accepts_options(_app, opts) do
    case with_address(opts) do
      nil ->
        nil

      opts ->
        opts
        |> Keyword.put(:checkout, opts[:dest])
        |> Keyword.update!(:dest, &if(opts[:subdir], do: Path.join(&1, opts[:subdir]), else: &1))
        |> Keyword.update!(:dest, &if(opts[:sparse], do: Path.join(&1, opts[:sparse]), else: &1))
        |> check_options()
    end
  end

  defp with_address(opts) do
    cond do
      opts[:git] ->
        opts

      name = opts[:github] ->
        opts |> Keyword.delete(:github) |> Keyword.put(:git, "https://github.com/#{name}.git")

      true ->
        nil
    end
  end

  defp check_options(opts) do
    if Enum.count(opts, fn {key, _} -> key in [:branch, :ref, :tag] end) > 1 do
      Mix.raise(
        "You should specify only one of branch, ref or tag, and only once. Error on Git dependency: #{without_password(opts[:git])}"
      )
    end

    case opts[:depth] do
      nil -> opts
      depth when is_integer(depth) and depth > 0 -> opts
      other -> Mix.raise("The depth must be a positive integer, got: #{inspect(other)}")
    end
  end

  @impl true
  def checked_out?(opts), do: File.exists?(Path.join(opts[:checkout], ".git/HEAD"))

  @impl true
  def equal?(opts1, opts2), do: identity(opts1) == identity(opts2)

  defp identity(opts), do: {opts[:git], lock_options(opts)}

  defp lock_options(opts), do: for(key <- @lock_options, value = opts[key], do: {key, value})

  @impl true
  def managers(_), do: []

  @impl true
  def lock_status(opts) do
    case opts[:lock] do
      {:git, address, revision, locked} ->
        cond do
          address != opts[:git] or Enum.sort(locked) != Enum.sort(lock_options(opts)) -> :outdated
          {address, revision} == {origin(opts), head(opts)} -> :ok
          true -> :mismatch
        end

      nil ->
        :mismatch

      _ ->
        :outdated
    end
  end

  # A checked out revision stands in the repository's file HEAD; a branch's must be asked for.
  defp head(opts) do
    with {:ok, text} <- File.read(Path.join(opts[:checkout], ".git/HEAD")),
         revision = String.trim_trailing(text),
         true <- revision =~ ~r/\A([0-9a-f]{40}|[0-9a-f]{64})\z/ do
      revision
    else
      _ -> answer(opts, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
    end
  end

  # Likewise the address, if it is written plainly.
  defp origin(opts) do
    with {:ok, text} <- File.read(Path.join(opts[:checkout], ".git/config")),
         [_, address] <-
           Regex.run(
             ~r/^\[remote "origin"\]\n(?:\t(?!url)[^\n]*\n)*\turl = ([^\n"\\#;]+)$/m,
             text
           ),
         false <- text =~ ~r/^\[include/m do
      String.trim(address)
    else
      _ -> answer(opts, ["config", "--get", "remote.origin.url"])
    end
  end

  defp answer(opts, args) do
    case System.cmd("git", ["--git-dir=.git" | args],
           cd: opts[:checkout],
           env: @environment,
           stderr_to_stdout: true
         ) do
      {text, 0} -> String.trim(text)
      _ -> nil
    end
  end

  @impl true
  def checkout(opts) do
    folder = opts[:checkout]
    File.rm_rf!(folder)
    File.mkdir_p!(folder)

    git!(
      opts,
      ["-c", "core.hooksPath=''", "init", "--template=", "--quiet", "--initial-branch=main"],
      false
    )

    git!(opts, ["remote", "add", "origin", opts[:git]])
    fetch_and_checkout(opts)
  end

  @impl true
  def update(opts) do
    git!(opts, ["config", "remote.origin.url", opts[:git]])
    fetch_and_checkout(opts)
  end

  # What is locked, or else what the options name, or else what the repository itself is at.
  defp fetch_and_checkout(opts) do
    locked = locked_revision(opts)
    wanted = wanted(opts)
    sparse(opts)
    fetch(opts, locked, wanted)

    revision = locked || revision(opts, wanted)
    git!(opts, ["checkout", "--quiet", revision])

    if opts[:submodules] do
      git!(opts, ["-c", "core.hooksPath=''", "submodule", "update", "--init", "--recursive"])
    end

    {:git, opts[:git], head(opts), lock_options(opts)}
  end

  defp locked_revision(opts) do
    case opts[:lock] do
      {:git, address, revision, locked} ->
        if address == opts[:git] and Enum.sort(locked) == Enum.sort(lock_options(opts)),
          do: revision

      _ ->
        nil
    end
  end

  # Only what is wanted comes; a revision alone may lie anywhere.
  defp fetch(opts, locked, wanted) do
    depth = if depth = opts[:depth], do: ["--depth=#{depth}"], else: []
    tags = if match?({:tag, _}, wanted), do: ["--tags"], else: []

    only =
      case {depth, locked, wanted} do
        {[_], revision, _} when revision != nil -> ["origin", revision]
        {[_], nil, {:ref, name}} -> ["origin", name]
        {_, _, {kind, name}} when kind in [:branch, :tag] -> ["origin", name]
        _ -> []
      end

    git!(opts, ["fetch", "--force", "--quiet", "--progress"] ++ tags ++ depth ++ only)
  end

  defp sparse(opts) do
    case opts[:sparse] do
      nil ->
        if answer(opts, ["config", "--get", "core.sparsecheckout"]) == "true" do
          write_sparse(opts, "*")
          git!(opts, ["read-tree", "-mu", "HEAD"])
          git!(opts, ["config", "core.sparsecheckout", "false"])
        end

      folder ->
        git!(opts, ["config", "core.sparsecheckout", "true"])
        write_sparse(opts, folder)
    end
  end

  defp write_sparse(opts, pattern) do
    file = Path.join(opts[:checkout], ".git/info/sparse-checkout")
    File.mkdir_p!(Path.dirname(file))
    File.write!(file, pattern)
  end

  defp revision(opts, nil) do
    git!(opts, ["remote", "set-head", "origin", "--auto"])
    "origin/HEAD"
  end

  # A branch of the same name may have been fetched by the folder's user.
  defp revision(opts, {:branch, name}),
    do: if(opts[:depth], do: "FETCH_HEAD", else: "origin/" <> name)

  defp revision(_, {_, name}), do: name

  defp wanted(opts), do: Enum.find(opts, fn {key, _} -> key in [:branch, :ref, :tag] end)

  # What Git says goes to the user as it comes.
  defp git!(opts, args, in_repository? \\ true) do
    args = if in_repository?, do: ["--git-dir=.git" | args], else: args

    if System.find_executable("git") == nil do
      Mix.raise(
        "Error fetching/updating Git repository: the \"git\" executable is not available in your PATH"
      )
    end

    status =
      Mix.Shell.cmd({"git", args}, [cd: opts[:checkout], env: @environment], &IO.binwrite/1)

    if status != 0 do
      Mix.raise("Command \"git #{Enum.join(args, " ")}\" failed")
    end

    :ok
  end
end
