using System.Globalization;
using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>Makes the simulated Oz return the folders of a plan, which are generated for each request and not stored.</summary>
/// <param name="plan">The folders.</param>
internal sealed class GeneratedOz(ScalePlan plan)
{
    private const string Folders = "/api/folders";

    /// <summary>Installs the folders.</summary>
    /// <param name="oz">The simulated Oz, which then returns no other folders.</param>
    /// <param name="plan">The folders.</param>
    public static void In(SimulatedOz oz, ScalePlan plan) => oz.Fault = new GeneratedOz(plan).TryAnswerAsync;

    private async Task<bool> TryAnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Folders, out var id))
        {
            return false;
        }

        if (id.Value?.Trim('/') is { Length: > 0 } one)
        {
            await WriteAsync(context, ScaleIds.NumberIn(one) is { } number ? [number] : [], isList: false);
            return true;
        }

        // All times of a folder are in the second of its creation, so both lists are the same.
        var query = context.Request.Query;
        var by = query.ContainsKey("time_updated.min") ? "time_updated" : "time_created";
        var (from, to) = (FirstFrom(Number(query[$"{by}.min"]!)), FirstFrom(Number(query[$"{by}.max"]!) + 1));
        var first = from + (int)Number(query["offset"]!);
        await WriteAsync(context, [.. Enumerable.Range(first, Math.Max(0, Math.Min(to - first, (int)Number(query["limit"]!))))], isList: true);
        return true;
    }

    private async Task WriteAsync(HttpContext context, int[] numbers, bool isList)
    {
        if (!isList && numbers.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = context.Response.Body;
        await body.WriteAsync(isList ? "{\"items\":["u8.ToArray() : Array.Empty<byte>());
        foreach (var (place, number) in numbers.Index())
        {
            var folder = plan[number];
            await body.WriteAsync(place == 0 ? Array.Empty<byte>() : ","u8.ToArray());
            await body.WriteAsync(folder.Body(folder.Webhooks));
        }

        await body.WriteAsync(isList ? "]}"u8.ToArray() : Array.Empty<byte>());
    }

    // Returns the number of the first folder created at or after a second. Numbers increase with time.
    private int FirstFrom(long second)
    {
        var (first, end) = (0, plan.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = plan.SecondOf(middle) < second ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
