using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>
/// Shows that a failing endpoint does not slow down the others, however many deliveries are owed to it, and that it receives all of them
/// after its recovery. Each figure is compared with that of a server whose endpoints are all healthy. The run takes about half an hour;
/// with <c>--quick</c>, a minute.
/// </summary>
internal static class IsolationRun
{
    /// <summary>Makes the comparisons.</summary>
    /// <param name="args">See <see cref="IsolationOptions.Read"/>.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if a figure exceeds its limit.</returns>
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
