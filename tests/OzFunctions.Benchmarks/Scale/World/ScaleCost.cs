using OzFunctions.Benchmarks.Scale.Queues;
using OzFunctions.Benchmarks.Scale.Tables;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>The cost of an operation.</summary>
/// <param name="Tables">Requests to tables, by table.</param>
/// <param name="Queues">Requests to queues, by queue.</param>
/// <param name="Oz">Requests to Oz.</param>
internal sealed record ScaleCost(IReadOnlyDictionary<string, TableFigures> Tables, IReadOnlyDictionary<string, QueueFigures> Queues, long Oz)
{
    /// <summary>No cost.</summary>
    public static ScaleCost None { get; } = new(new Dictionary<string, TableFigures>(), new Dictionary<string, QueueFigures>(), 0);

    /// <summary>The sum over all tables.</summary>
    public TableFigures OfTables => Tables.Values.Aggregate(default(TableFigures), static (left, right) => left + right);

    /// <summary>The sum over all queues.</summary>
    public QueueFigures OfQueues => Queues.Values.Aggregate(default(QueueFigures), static (left, right) => left + right);

    /// <summary>Adds costs.</summary>
    /// <param name="left">The first cost.</param>
    /// <param name="right">The other cost.</param>
    /// <returns>The sum.</returns>
    public static ScaleCost operator +(ScaleCost left, ScaleCost right) => new(
        Joined(left.Tables, right.Tables, static (a, b) => a + b), Joined(left.Queues, right.Queues, static (a, b) => a + b), left.Oz + right.Oz);

    /// <summary>Subtracts costs.</summary>
    /// <param name="left">The later cost.</param>
    /// <param name="right">The earlier cost.</param>
    /// <returns>The difference, without tables and queues that had no requests.</returns>
    public static ScaleCost operator -(ScaleCost left, ScaleCost right) => new(
        Joined(left.Tables, right.Tables, static (a, b) => a - b), Joined(left.Queues, right.Queues, static (a, b) => a - b), left.Oz - right.Oz);

    /// <summary>Returns the cost without some tables and queues.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>The rest.</returns>
    public ScaleCost Without(params string[] names) =>
        this with { Tables = Tables.Where(one => !names.Contains(one.Key)).ToDictionary(), Queues = Queues.Where(one => !names.Contains(one.Key)).ToDictionary() };

    private static Dictionary<string, T> Joined<T>(IReadOnlyDictionary<string, T> left, IReadOnlyDictionary<string, T> right, Func<T, T, T> join)
        where T : struct =>
        left.Keys.Union(right.Keys).Select(name => (name, Figures: join(left.GetValueOrDefault(name), right.GetValueOrDefault(name)))).Where(static one => !one.Figures.Equals(default(T))).ToDictionary(static one => one.name, static one => one.Figures);
}
