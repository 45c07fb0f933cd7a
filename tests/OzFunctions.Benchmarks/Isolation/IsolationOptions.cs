using System.Globalization;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>How an isolation run is made.</summary>
/// <param name="Cases">What is compared.</param>
/// <param name="WarmUps">Webhooks before anything is measured.</param>
/// <param name="Windows">How many windows of steady load there are.</param>
/// <param name="Window">How long a window is.</param>
/// <param name="Idle">For how long requests are counted while nothing happens.</param>
internal sealed record IsolationOptions(IReadOnlyList<IsolationCase> Cases, int WarmUps, int Windows, TimeSpan Window, TimeSpan Idle)
{
    /// <summary>How many webhooks a second a server gets while it is measured.</summary>
    public const double SteadyRate = 30;

    private const int Few = 2_000;
    private const int Many = 20_000;
    private const int OfQuick = 300;

    /// <summary>How many webhooks a window has.</summary>
    public int WebhooksOfWindow => (int)(SteadyRate * Window.TotalSeconds);

    /// <summary>Reads the command line.</summary>
    /// <param name="args"><c>--owed 2000 --quick</c>, each of which may be left out. <c>--quick</c> makes one short comparison, <c>--owed</c> all of them with that many deliveries.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">Something else is there.</exception>
    public static IsolationOptions Read(string[] args) => args switch
    {
        [] => Full([Few, Many], Few),
        ["--owed", var owed] => Full([Whole(owed)], Whole(owed)),
        ["--quick"] => Quick(OfQuick),
        ["--quick", "--owed", var owed] => Quick(Whole(owed)),
        ["--owed", var owed, "--quick"] => Quick(Whole(owed)),
        _ => throw new ArgumentException($"'{string.Join(' ', args)}' is not --quick, --owed with a number, or both."),
    };

    private static IsolationOptions Full(int[] refused, int others) => new(
        [
            .. refused.Select(static owed => new IsolationCase(Trouble.Refuses, owed)),
            new(Trouble.Hangs, others),
            new(Trouble.HasNoAddress, others),
            new(Trouble.Flaps, others),
        ],
        WarmUps: 300,
        Windows: 16,
        Window: TimeSpan.FromSeconds(4),
        Idle: TimeSpan.FromSeconds(30));

    private static IsolationOptions Quick(int owed) => new(
        [new(Trouble.Refuses, owed)],
        WarmUps: 200,
        Windows: 6,
        Window: TimeSpan.FromSeconds(2),
        Idle: TimeSpan.FromSeconds(8));

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
