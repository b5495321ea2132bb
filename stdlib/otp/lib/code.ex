# The code server's functions: which modules are loaded, from where, and how to load and to remove them.

defmodule :code do
  @moduledoc false

  def ensure_loaded(module) when is_atom(module) do
    cond do
      :erlang.module_loaded(module) -> {:module, module}
      :prim_code.load_module(module) -> on_load(module)
      true -> {:error, :nofile}
    end
  end

  def ensure_modules_loaded(modules) do
    case for(module <- modules, {:error, reason} <- [ensure_loaded(module)], do: {module, reason}) do
      [] -> :ok
      missing -> {:error, missing}
    end
  end

  def load_file(module) when is_atom(module) do
    case :prim_code.object_code(module) do
      nil -> {:error, :nofile}
      {binary, file} -> load_binary(module, file, binary)
    end
  end

  def load_abs(path) do
    path = :erlang.iolist_to_binary([path, ".beam"])

    case :prim_file.read_file(path) do
      {:ok, binary} -> loaded(:prim_code.load_binary(binary, path))
      {:error, _} -> {:error, :nofile}
    end
  end

  def load_binary(module, file, binary) when is_atom(module) and is_binary(binary) do
    case loaded(:prim_code.load_binary(binary, name_of(file))) do
      {:module, ^module} -> on_load(module)
      {:module, _} -> {:error, :badfile}
      error -> error
    end
  end

  # Runs the function that `@on_load` names, in a process of its own, and takes the module away again if it does not say `:ok`.
  def on_load(module) do
    with name when is_binary(name) <- :prim_code.chunk(module, "OnLd"),
         result when result != :ok <- called(module, :erlang.binary_to_atom(name)) do
      :prim_code.delete_module(module)
      warn(module, result)
      {:error, :on_load_failure}
    else
      _ -> {:module, module}
    end
  end

  defp called(module, name) do
    {pid, monitor} =
      :erlang.spawn_monitor(fn -> :erlang.exit({:on_load, apply(module, name, [])}) end)

    receive do
      {:DOWN, ^monitor, :process, ^pid, {:on_load, result}} -> result
      {:DOWN, ^monitor, :process, ^pid, reason} -> reason
    end
  end

  defp warn(_module, :error), do: :ok

  defp warn(module, result) do
    :logger.warning(~c"The on_load function for module ~s returned:~n~P~n", [module, result, 10])
  end

  defp loaded(module) when is_atom(module), do: {:module, module}
  defp loaded(_text), do: {:error, :badfile}

  defp name_of(file) when is_binary(file), do: file
  defp name_of(file) when is_list(file), do: :unicode.characters_to_binary(file)
  defp name_of(_file), do: ""

  def delete(module) when is_atom(module) do
    if :erlang.check_old_code(module) do
      :logger.error(~c"Module ~w must be purged before deleting\n", [module])
      false
    else
      :prim_code.delete_module(module)
    end
  end

  # Whoever still runs the old code of the module is killed; whether there was anybody. The caller comes last.
  def purge(module) when is_atom(module) do
    {own, others} = :lists.partition(&(&1 == self()), lingering(module))
    monitors = for pid <- others, do: :erlang.monitor(:process, pid)
    for pid <- others, do: :erlang.exit(pid, :kill)

    for monitor <- monitors do
      receive do
        {:DOWN, ^monitor, :process, _pid, _reason} -> :ok
      end
    end

    forget(module)
    for pid <- own, do: :erlang.exit(pid, :kill)
    own != [] or others != []
  end

  def soft_purge(module) when is_atom(module) do
    is_free = lingering(module) == []
    if is_free, do: forget(module)
    is_free
  end

  defp forget(module),
    do: if(:erlang.check_old_code(module), do: :erlang.purge_module(module))

  # The processes that run old code of the module.
  defp lingering(module) do
    for pid <- :erlang.processes(), check_process_code(pid, module), do: pid
  end

  defp check_process_code(pid, module) do
    :erlang.check_process_code(pid, module) == true
  catch
    :error, :badarg -> false
  end

  def is_loaded(module) when is_atom(module) do
    if :erlang.module_loaded(module), do: {:file, which(module)}, else: false
  end

  def all_loaded, do: for(module <- :erlang.loaded(), do: {module, which(module)})

  def all_available do
    loaded = for {module, file} <- all_loaded(), do: {:erlang.atom_to_list(module), file, true}
    names = :erlang.loaded()

    loaded ++
      for(
        module <- :prim_code.available_modules(),
        module not in names,
        do: {:erlang.atom_to_list(module), :preloaded, false}
      )
  end

  def which(module) when is_atom(module) do
    case :prim_code.module_origin(module) do
      nil -> if :prim_code.load_module(module), do: which_loaded(module), else: :non_existing
      _ -> which_loaded(module)
    end
  end

  defp which_loaded(module) do
    case :prim_code.module_origin(module) do
      file when is_binary(file) -> :unicode.characters_to_list(file)
      :memory -> []
      _ -> :preloaded
    end
  end

  def module_status(module) when is_atom(module) do
    if :erlang.module_loaded(module), do: :loaded, else: :not_loaded
  end

  def get_object_code(module) when is_atom(module) do
    case :prim_code.object_code(module) do
      nil -> :error
      {binary, file} -> {module, binary, :unicode.characters_to_list(file)}
    end
  end

  def get_path, do: for(folder <- :prim_code.code_path(), do: :unicode.characters_to_list(folder))

  def set_path(folders), do: change(for(folder <- folders, do: name_of(folder)))

  def add_patha(folder, _cache \\ :nocache), do: add(folder, &[&1 | &2])
  def add_pathz(folder, _cache \\ :nocache), do: add(folder, &(&2 ++ [&1]))
  def add_path(folder, cache \\ :nocache), do: add_pathz(folder, cache)

  def add_pathsa(folders, _cache \\ :nocache), do: add_all(folders, &add_patha/1)
  def add_pathsz(folders, _cache \\ :nocache), do: add_all(folders, &add_pathz/1)
  def add_paths(folders, cache \\ :nocache), do: add_pathsz(folders, cache)

  defp add_all(folders, add) do
    for folder <- folders, do: add.(folder)
    :ok
  end

  defp add(folder, place) do
    name = name_of(folder)

    if folder?(name) do
      change(place.(name, :lists.delete(name, :prim_code.code_path())))
    else
      {:error, :bad_directory}
    end
  end

  defp folder?(name) do
    case :file.read_file_info(name) do
      {:ok, info} -> :erlang.element(3, info) == :directory
      _ -> false
    end
  end

  defp change(folders) do
    :prim_code.set_code_path(folders)
    true
  end

  def del_path(folder) do
    name = name_of(folder)
    folders = :prim_code.code_path()

    if :lists.member(name, folders), do: change(:lists.delete(name, folders)), else: false
  end

  def del_paths(folders) do
    for folder <- folders, do: del_path(folder)
    :ok
  end

  def where_is_file(file) when is_list(file) do
    name = :unicode.characters_to_binary(file)

    paths =
      for folder <- :prim_code.code_path(),
          path = folder <> "/" <> name,
          match?({:ok, _}, :prim_file.read_info(path, true)),
          do: path

    case paths do
      [path | _] -> :unicode.characters_to_list(path)
      [] -> :non_existing
    end
  end

  def root_dir, do: [?/]
  def lib_dir, do: :erlang.binary_to_list("/lib")

  def lib_dir(name) when is_atom(name) do
    suffix = "/" <> :erlang.atom_to_binary(name) <> "/ebin"

    case for(folder <- :prim_code.code_path(), ends_with?(folder, suffix), do: folder) do
      [folder | _] -> :unicode.characters_to_list(:binary.part(folder, 0, byte_size(folder) - 5))
      [] -> {:error, :bad_name}
    end
  end

  def priv_dir(name) when is_atom(name) do
    case lib_dir(name) do
      {:error, _} = error -> error
      folder -> folder ++ :erlang.binary_to_list("/priv")
    end
  end

  defp ends_with?(text, suffix) do
    size = byte_size(text) - byte_size(suffix)
    size >= 0 and :binary.part(text, size, byte_size(suffix)) == suffix
  end

  def get_mode, do: :interactive
end
