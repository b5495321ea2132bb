# Where dependencies come from: what a module that fetches them must know.

defmodule Mix.SCM do
  @moduledoc """
  A source of dependencies. There are folders (`path: "…"`) and repositories of Git (`git: "…"`); what names
  neither is a package of Hex, which is used when it lies below `deps` already.
  """

  @typedoc "The module of a source."
  @type t :: module

  @typedoc "The options of a dependency."
  @type opts :: keyword

  @doc "Whether its dependencies can be fetched. Those that cannot are simply there, and are compiled whenever they change."
  @callback fetchable?() :: boolean

  @doc "What is written behind a dependency's name in lists."
  @callback format(opts) :: String.t()

  @doc "What is written of the version that is locked, or `nil`."
  @callback format_lock(opts) :: String.t() | nil

  @doc "The complete options if the dependency comes from here, else `nil`."
  @callback accepts_options(app :: atom, opts) :: opts | nil

  @doc "Whether the dependency is there."
  @callback checked_out?(opts) :: boolean

  @doc "Fetches the dependency for the first time; returns its new lock."
  @callback checkout(opts) :: any

  @doc "Fetches the dependency again; returns its new lock."
  @callback update(opts) :: any

  @doc "How what is there compares with the lock."
  @callback lock_status(opts) :: :mismatch | :outdated | :ok

  @doc "Whether two dependencies come from the same place."
  @callback equal?(opts1 :: opts, opts2 :: opts) :: boolean

  @doc "The tools that its dependencies are compiled with, if that is known."
  @callback managers(opts) :: [atom]

  @doc """
  Returns the sources, in the order in which they are asked.
  """
  @spec available() :: [t]
  def available, do: Mix.State.get(:scm, [Mix.SCM.Git, Mix.SCM.Path, Mix.SCM.Hex])

  @doc """
  Adds a source that is asked first.
  """
  @spec prepend(t) :: :ok
  def prepend(module) when is_atom(module),
    do: Mix.State.put(:scm, [module | List.delete(available(), module)])

  @doc """
  Adds a source that is asked last.
  """
  @spec append(t) :: :ok
  def append(module) when is_atom(module),
    do: Mix.State.put(:scm, List.delete(available(), module) ++ [module])

  @doc """
  Takes a source away.
  """
  @doc since: "1.16.2"
  @spec delete(t) :: :ok
  def delete(module) when is_atom(module),
    do: Mix.State.put(:scm, List.delete(available(), module))
end
