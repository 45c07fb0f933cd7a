using OzFunctions.Benchmarks.Scale.Tables;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// Fills a table server with folders in exactly the form in which OzFunctions writes them: copies each row of a template folder for all
/// folders like it.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="plan">The folders.</param>
internal sealed class ScaleFill(TableService tables, ScalePlan plan)
{
    // A million folders have many rows each, so shared data is stored once.
    private readonly (string Id, Rewriting How)?[] _others = new (string, Rewriting)?[plan.Count];

    /// <summary>Adds all missing folders.</summary>
    public void Run()
    {
        foreach (var name in tables.Names)
        {
            var table = tables.Find(name);
            foreach (var rows in table.Rows().Select(static row => (Row: row, Template: TemplateOf(row))).Where(static row => row.Template is not null).GroupBy(static row => row.Template!.Value, static row => row.Row))
            {
                var template = plan[rows.Key];
                table.Fill(Others(template, rows.Key, [.. rows]));
            }
        }
    }

    private static int? TemplateOf(Row row) => ScaleIds.NumberIn(row.PartitionKey) ?? ScaleIds.NumberIn(row.RowKey);

    private IEnumerable<Row> Others(ScaleFolder template, int number, Row[] rows) => plan.LikeTemplate(number).SelectMany(other =>
    {
        var (id, how) = _others[other] ??= OtherOf(template, plan[other]);
        return rows.Select(row => row.Like(Key(row.PartitionKey), Key(row.RowKey), how));

        string Key(string key) => key == template.Id ? id : how.Apply(key);
    });

    private static (string Id, Rewriting How) OtherOf(ScaleFolder template, ScaleFolder other) =>
        (other.Id, new Rewriting([template.Id, $"{template.Second}"], [other.Id, $"{other.Second}"]));
}
