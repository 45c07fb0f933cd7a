using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>The cost of a case at few and at many folders.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Few">The cost at few folders.</param>
/// <param name="Many">The cost at many folders.</param>
/// <param name="Most">The limit <see cref="ScaleCase.Most"/>.</param>
internal sealed record ScaleRow(string Name, ScaleCost Few, ScaleCost Many, int Most)
{
    /// <summary>Whether the cost is higher at many folders, beyond the fixed limit of scanned rows.</summary>
    public bool Grows
    {
        get
        {
            // It depends on timing whether a run reads one more of Oz's lists.
            var (few, many) = Counts;
            return many.Tables > few.Tables || many.LookedOver > Math.Max(few.LookedOver, Most) || many.Written > few.Written || many.Queues > few.Queues || many.Oz > few.Oz + 1;
        }
    }

    /// <summary>The total costs.</summary>
    public CaseCounts Counts => new(TotalOf(Few), TotalOf(Many));

    /// <summary>Describes how the cost grows.</summary>
    public string Fault => $"{char.ToUpperInvariant(Name[0])}{Name[1..]} costs more with many folders: {Sentence(Few)} at few, {Sentence(Many)} at many.";

    /// <summary>The heading of the table of rows.</summary>
    /// <param name="few">The smaller number of folders.</param>
    /// <param name="many">The larger number of folders.</param>
    /// <returns>The heading, two lines.</returns>
    public static string Heading(int few, int many) =>
        $"{"",-38}{$"{few:N0} folders",45}  {$"{many:N0} folders",45}{Environment.NewLine}{"",-38}{Columns}  {Columns}";

    /// <inheritdoc/>
    public override string ToString() => $"{Name,-38}{Text(Counts.Few)}  {Text(Counts.Many)}  {Comparison}";

    private string Comparison => Counts.Few == Counts.Many ? "same" : Grows ? "MORE" : Counts.Many.LookedOver > Counts.Few.LookedOver ? $"at most {Most:N0} rows" : "less";

    private static string Columns => $"{"requests",10}{"scanned",13}{"written",9}{"queue",7}{"Oz",6}";

    private static Requests TotalOf(ScaleCost cost) => new(cost.OfTables.Requests, cost.OfTables.LookedOver, cost.OfTables.Written, cost.OfQueues.Requests, cost.Oz);

    private static string Text(Requests total) => $"{total.Tables,10:N0}{total.LookedOver,13:N0}{total.Written,9:N0}{total.Queues,7:N0}{total.Oz,6:N0}";

    private string Sentence(ScaleCost cost)
    {
        var tables = Few.Tables.Keys.Union(Many.Tables.Keys).Where(table => Few.Tables.GetValueOrDefault(table) is var few && Many.Tables.GetValueOrDefault(table) is var many && (few.Requests, few.LookedOver, few.Written) != (many.Requests, many.LookedOver, many.Written))
            .Order(StringComparer.Ordinal)
            .Select(table => cost.Tables.GetValueOrDefault(table) is var figures ? $"{figures.Requests:N0} requests to {table} that scan {figures.LookedOver:N0} rows and write {figures.Written:N0}" : "");
        return string.Join(", ", [.. tables, $"{cost.OfQueues.Requests:N0} to queues", $"{cost.Oz:N0} to Oz"]);
    }
}
