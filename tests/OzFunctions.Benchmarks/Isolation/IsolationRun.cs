using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>
/// Shows that an endpoint that fails costs the others nothing, however much is owed to it, and that it is told of all once it is well: each figure beside that of a server whose
/// endpoints are all well. It takes about half an hour; with <c>--quick</c>, a minute.
/// </summary>
internal static class IsolationRun
{
    /// <summary>Runs it.</summary>
    /// <param name="args">See <see cref="IsolationOptions.Read"/>.</param>
    /// <param name="output">Where the figures go.</param>
    /// <returns>0; 1 where a figure is beyond what is allowed.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = IsolationOptions.Read(args);
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var faults = new List<string>();
        foreach (var which in options.Cases)
        {
            await output.WriteLineAsync($"{which}:");
            try
            {
                var rows = IsolationTable.Of(await IsolationTrial.RunAsync(installation, options, which));
                await output.WriteLineAsync(IsolationRow.Heading);
                await output.WriteLineAsync(string.Join(Environment.NewLine, rows));
                faults.AddRange(rows.Where(static row => !row.IsMet).Select(row => row.Fault($"{which}")));
            }
            catch (PlatformNotSupportedException e)
            {
                await output.WriteLineAsync($"  skipped: {e.Message}");
            }
            catch (HttpRequestException e)
            {
                await output.WriteLineAsync($"  broken off: {e.Message}");
                faults.Add($"With {which}: {e.Message}");
            }
        }

        faults.ForEach(output.WriteLine);
        return faults.Count == 0 ? 0 : 1;
    }
}
