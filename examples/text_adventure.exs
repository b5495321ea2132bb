# A text adventure. The game is a state machine (`:gen_statem`): each state is a function, and what the player may do
# depends on the state: exploring, in the dark (where a timeout is deadly), asleep (commands are postponed until the player
# wakes up), dead, or victorious. The parser makes its clauses from lists while it is compiled.

defmodule Adventure.World do
  defmodule Room do
    @enforce_keys [:id, :title]
    defstruct [:id, :title, description: "", exits: %{}, items: MapSet.new(), locked: nil]

    @type t :: %__MODULE__{
            id: atom,
            title: String.t(),
            exits: %{optional(atom) => atom},
            items: MapSet.t(atom)
          }
  end

  @rooms %{
    hall: %{
      title: "Great Hall",
      description: "Dust dances in the light of a single lamp.",
      exits: %{north: :library, east: :kitchen, down: :cellar},
      items: [:lamp]
    },
    library: %{
      title: "Library",
      description: "Shelves of books nobody has read.",
      exits: %{south: :hall},
      items: [:book, :key]
    },
    kitchen: %{
      title: "Kitchen",
      description: "Something has been cooking here.",
      exits: %{west: :hall},
      items: [:knife]
    },
    cellar: %{
      title: "Cellar",
      description: "Cold and dark.",
      exits: %{up: :hall},
      items: [:treasure],
      locked: :key
    }
  }

  def rooms do
    for {id, fields} <- @rooms, into: %{} do
      {items, fields} = Map.pop(fields, :items, [])
      {id, struct!(Room, Map.merge(fields, %{id: id, items: MapSet.new(items)}))}
    end
  end
end

defmodule Adventure.Parser do
  @directions ~w(north south east west up down)a
  @synonyms %{"n" => :north, "s" => :south, "e" => :east, "w" => :west, "u" => :up, "d" => :down}

  def parse(line) when is_binary(line) do
    line
    |> String.downcase()
    |> String.split(~r/[^\p{L}]+/u, trim: true)
    |> Enum.reject(&(&1 in ~w(the a an to please)))
    |> words()
  end

  for direction <- @directions do
    defp words([unquote(Atom.to_string(direction))]), do: {:go, unquote(direction)}
  end

  for {short, direction} <- @synonyms do
    defp words([unquote(short)]), do: {:go, unquote(direction)}
  end

  defp words(["go" | rest]), do: words(rest)
  defp words(["look"]), do: :look
  defp words([verb, item]) when verb in ~w(take get grab), do: {:take, String.to_atom(item)}
  defp words(["pick", "up", item]), do: {:take, String.to_atom(item)}
  defp words(["drop", item]), do: {:drop, String.to_atom(item)}
  defp words(["inventory"]), do: :inventory
  defp words(["i"]), do: :inventory
  defp words(["unlock", _]), do: :unlock
  defp words(["sleep"]), do: :sleep
  defp words(["quit"]), do: :quit
  defp words([]), do: :nothing
  defp words(words), do: {:unknown, Enum.join(words, " ")}
end

defmodule Adventure.Game do
  @behaviour :gen_statem
  alias Adventure.World
  require Record

  Record.defrecordp(:data, rooms: %{}, at: :hall, bag: [], moves: 0, log: [])

  def start_link(opts \\ []), do: :gen_statem.start_link(__MODULE__, opts, [])
  def say(game, line), do: :gen_statem.call(game, {:say, Adventure.Parser.parse(line)})
  def stop(game), do: :gen_statem.stop(game)

  @impl true
  def callback_mode, do: [:state_functions, :state_enter]

  @impl true
  def init(opts) do
    {:ok, :exploring, data(rooms: World.rooms(), at: Keyword.get(opts, :at, :hall))}
  end

  def exploring(:enter, old, data(log: log) = data),
    do: {:keep_state, data(data, log: [{:enter, old, :exploring} | log])}

  def exploring({:call, from}, {:say, {:go, direction}}, data) do
    room = here(data)

    case room.exits do
      %{^direction => next} ->
        target = data(data, :rooms)[next]

        cond do
          target.locked && target.locked not in data(data, :bag) ->
            {:keep_state_and_data,
             [{:reply, from, "The #{String.downcase(target.title)} is locked."}]}

          true ->
            data = data(data, at: next, moves: data(data, :moves) + 1)

            if next == :cellar,
              do: {:next_state, :dark, data, {:reply, from, describe(data)}},
              else: {:keep_state, data, {:reply, from, describe(data)}}
        end

      %{} ->
        {:keep_state_and_data, {:reply, from, "You cannot go #{direction}."}}
    end
  end

  def exploring({:call, from}, {:say, {:take, item}}, data(bag: bag, at: at) = data) do
    if item in here(data).items do
      rooms = update_in(data(data, :rooms), [at, Access.key!(:items)], &MapSet.delete(&1, item))

      {:keep_state, data(data, rooms: rooms, bag: [item | bag]),
       {:reply, from, "Taken: #{item}."}}
    else
      {:keep_state_and_data, {:reply, from, "There is no #{item} here."}}
    end
  end

  def exploring({:call, from}, {:say, {:drop, item}}, data(bag: bag, at: at) = data) do
    if item in bag do
      rooms = update_in(data(data, :rooms)[at].items, &MapSet.put(&1, item))

      {:keep_state, data(data, rooms: rooms, bag: List.delete(bag, item)),
       {:reply, from, "Dropped."}}
    else
      {:keep_state_and_data, {:reply, from, "You do not have it."}}
    end
  end

  def exploring({:call, from}, {:say, :sleep}, data) do
    {:next_state, :sleeping, data,
     [{:state_timeout, 30, :wake}, {:reply, from, "You fall asleep."}]}
  end

  def exploring({:call, from}, {:say, command}, data), do: common(from, command, data)

  def exploring(:info, message, data),
    do: {:keep_state, data(data, log: [{:info, message} | data(data, :log)])}

  def dark(:enter, _old, data) do
    if :lamp in data(data, :bag),
      do: :keep_state_and_data,
      else: {:keep_state_and_data, {:state_timeout, 50, :grue}}
  end

  def dark(:state_timeout, :grue, data), do: {:next_state, :dead, data}

  def dark({:call, _} = call, {:say, {:go, :up}} = say, data),
    do: {:next_state, :exploring, data, {:next_event, call, say}}

  def dark({:call, from}, {:say, {:take, :treasure}}, data) do
    if :lamp in data(data, :bag),
      do:
        {:next_state, :won, data(data, bag: [:treasure | data(data, :bag)]),
         {:reply, from, "You hold the treasure!"}},
      else: {:keep_state_and_data, {:reply, from, "You cannot see a thing."}}
  end

  def dark({:call, from}, {:say, command}, data), do: common(from, command, data)

  def sleeping(:enter, _, _), do: :keep_state_and_data
  def sleeping({:call, _}, _, _), do: {:keep_state_and_data, :postpone}
  def sleeping(:state_timeout, :wake, data), do: {:next_state, :exploring, data}

  def dead(:enter, _, _), do: :keep_state_and_data

  def dead({:call, from}, {:say, :quit}, data),
    do: {:stop_and_reply, :normal, {:reply, from, summary(data)}}

  def dead({:call, from}, _, _), do: {:keep_state_and_data, {:reply, from, "You are dead."}}

  def won(:enter, :dark, _), do: :keep_state_and_data

  def won({:call, from}, {:say, :quit}, data),
    do: {:stop_and_reply, :normal, [{:reply, from, summary(data)}]}

  def won({:call, from}, {:say, command}, data), do: common(from, command, data)

  defp common(from, :look, data), do: {:keep_state_and_data, {:reply, from, describe(data)}}

  defp common(from, :inventory, data(bag: [])),
    do: {:keep_state_and_data, {:reply, from, "You carry nothing."}}

  defp common(from, :inventory, data(bag: bag)),
    do:
      {:keep_state_and_data,
       {:reply, from, "You carry: #{bag |> Enum.sort() |> Enum.join(", ")}."}}

  defp common(from, :quit, data), do: {:stop_and_reply, :normal, {:reply, from, summary(data)}}
  defp common(from, :nothing, _), do: {:keep_state_and_data, {:reply, from, "Say something."}}

  defp common(from, {:unknown, words}, _),
    do: {:keep_state_and_data, {:reply, from, "I do not understand #{inspect(words)}."}}

  defp common(from, other, _),
    do: {:keep_state_and_data, {:reply, from, "Not now: #{inspect(other)}."}}

  defp here(data(rooms: rooms, at: at)), do: Map.fetch!(rooms, at)

  defp describe(data) do
    room = here(data)
    exits = room.exits |> Map.keys() |> Enum.sort() |> Enum.join(", ")

    items =
      if Enum.empty?(room.items),
        do: "",
        else: " You see: #{room.items |> Enum.sort() |> Enum.join(", ")}."

    "#{room.title}. #{room.description}#{items} Exits: #{exits}."
  end

  defp summary(data(moves: moves, bag: bag)),
    do:
      "Bye after #{moves} #{if moves == 1, do: "move", else: "moves"} with #{length(bag)} items."

  @impl true
  def terminate(reason, state, _data), do: IO.puts("(game over: #{inspect(reason)} in #{state})")

  @impl true
  def code_change(_, state, data, _), do: {:ok, state, data}
end

{:ok, game} = Adventure.Game.start_link()

script = """
look
go north
take the key
take the sofa
s
down
up
TAKE lamp!
sleep
i
d
look
take treasure
dance wildly with me
i
drop lamp
n

quit
"""

monitor = Process.monitor(game)

for line <- String.split(script, "\n") |> Enum.drop(-1) do
  IO.puts("> #{line}")
  answer = Adventure.Game.say(game, line)

  # The game answers, and then says farewell in terminate/3: let it, before we print the answer.
  if line == "quit" do
    receive do
      {:DOWN, ^monitor, :process, ^game, :normal} -> :ok
    end
  end

  IO.puts(answer)
end

IO.inspect(Process.alive?(game))

{:ok, game} = Adventure.Game.start_link(at: :library)
send(game, :noise)

for line <- ["take key", "go south", "go down", "take treasure"],
    do: IO.puts(Adventure.Game.say(game, line))

Process.sleep(100)
for line <- ["look"], do: IO.puts(Adventure.Game.say(game, line))
{state, data} = :sys.get_state(game)
IO.inspect({state, elem(data, 0), elem(data, 5)})

{:status, ^game, {:module, module}, [_pdict, sys_state, _parent, _debug, misc]} =
  :sys.get_status(game)

IO.inspect({module, sys_state, Keyword.keyword?(misc)})
Adventure.Game.stop(game)
