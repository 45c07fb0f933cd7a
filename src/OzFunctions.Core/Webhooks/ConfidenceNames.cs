using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <summary>The numeric scores that are kept (OZ-API section 3): an allow-list, since the objects around them hold personal data.</summary>
internal static class ConfidenceNames
{
    private const string MinConfidence = "min_confidence";

    private static readonly (string Name, byte[] Utf8)[] Names = Array.ConvertAll(
        ["confidence_liveness", "confidence_replay", "confidence_spoofing", "max_confidence", MinConfidence],
        static (string name) => (name, Encoding.ASCII.GetBytes(name)));

    /// <summary>The score whose name the reader stands on.</summary>
    /// <param name="reader">A reader at a property name.</param>
    /// <returns>Its place among all scores, from 0; -1 for anything else.</returns>
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

    /// <summary>Oz's name of a score.</summary>
    /// <param name="index">Its place.</param>
    /// <returns>The name.</returns>
    public static string Of(int index) => Names[index].Name;

    /// <summary>Adds a score; of two under one name, as an analysis of several media has them, the worse stays.</summary>
    /// <param name="scores">The scores so far.</param>
    /// <param name="score">The score to add.</param>
    public static void KeepWorst(List<Confidence> scores, Confidence score)
    {
        foreach (ref var known in CollectionsMarshal.AsSpan(scores))
        {
            if (known.Name == score.Name)
            {
                // Oz judges a face match by its lowest score, and everything else here the more suspicious the higher it is.
                known = score with { Value = score.Name == MinConfidence ? Math.Min(known.Value, score.Value) : Math.Max(known.Value, score.Value) };
                return;
            }
        }

        scores.Add(score);
    }
}
