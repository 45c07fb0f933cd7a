using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>The settings for the clock and the storage faults of a server.</summary>
/// <param name="Seed">Which storage requests fail.</param>
/// <param name="Epoch">When the clocks began to be fast.</param>
/// <param name="Speed">How many times as fast as time they run.</param>
/// <param name="Skew">How much this one is set forth.</param>
/// <param name="Faults">How many storage requests go wrong, 0 to 1.</param>
internal sealed record ChaosSettings(int Seed, DateTimeOffset Epoch, double Speed, TimeSpan Skew, double Faults)
{
    private const string Section = "Chaos";

    /// <summary>Reads what a server was told.</summary>
    /// <param name="configuration">Its settings.</param>
    /// <returns>The settings; null for a server of another run.</returns>
    public static ChaosSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        double Number(string name) => double.Parse(section[name]!, CultureInfo.InvariantCulture);
        return section.Exists()
            ? new ChaosSettings(
                (int)Number(nameof(Seed)),
                DateTimeOffset.ParseExact(section[nameof(Epoch)]!, "O", CultureInfo.InvariantCulture),
                Number(nameof(Speed)),
                TimeSpan.FromSeconds(Number(nameof(Skew))),
                Number(nameof(Faults)))
            : null;
    }

    /// <summary>Adds these settings to those of a server.</summary>
    /// <param name="settings">Its settings, which grow.</param>
    public void Write(Dictionary<string, string> settings)
    {
        void Set(string name, IFormattable value, string? format = null) => settings[$"{Section}__{name}"] = value.ToString(format, CultureInfo.InvariantCulture);
        Set(nameof(Seed), Seed);
        Set(nameof(Epoch), Epoch, "O");
        Set(nameof(Speed), Speed);
        Set(nameof(Skew), Skew.TotalSeconds);
        Set(nameof(Faults), Faults);
    }
}
