using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <summary>The numeric scores that are stored (Oz API documentation, Quantitative Results). An allow-list, because the objects around them contain personal data.</summary>
internal static class ConfidenceNames
{
    private const string MinConfidence = "min_confidence";

    private static readonly (string Name, byte[] Utf8)[] Names = Array.ConvertAll(
        ["confidence_liveness", "confidence_replay", "confidence_spoofing", "max_confidence", MinConfidence],
        static (string name) => (name, Encoding.ASCII.GetBytes(name)));

    /// <summary>Finds the score whose name is the reader's current token.</summary>
    /// <param name="reader">A reader at a property name.</param>
    /// <returns>The index of the score, from 0; -1 when the name is not a score.</returns>
    public static int Match(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (OzFieldNames.Is(ref reader, Names[i].Utf8))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Returns Oz's name of a score.</summary>
    /// <param name="index">The index of the score.</param>
    /// <returns>The name.</returns>
    public static string Of(int index) => Names[index].Name;

    /// <summary>Adds a score. Of two scores with the same name, as in an analysis of several media, the worse one is kept.</summary>
    public static void KeepWorst(List<Confidence> scores, Confidence score)
    {
        foreach (ref var known in CollectionsMarshal.AsSpan(scores))
        {
            if (known.Name == score.Name)
            {
                // A face match is worse the lower its score; every other score is worse the higher it is.
                known = score with { Value = score.Name == MinConfidence ? Math.Min(known.Value, score.Value) : Math.Max(known.Value, score.Value) };
                return;
            }
        }

        scores.Add(score);
    }
}
