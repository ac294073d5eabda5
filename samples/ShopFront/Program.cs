// What a shop's front does with a Cicerone server. From the root of the repository, with a server of a run beside it
// (./cicerone fit ease --data bookshop --out runs/shop && ./cicerone serve runs/shop):
//   dotnet pack src/Cicerone.Client -c Release -o artifacts/packages
//   dotnet run --project samples/ShopFront -p:RestoreAdditionalProjectSources=$PWD/artifacts/packages -- http://127.0.0.1:5000
using Cicerone.Samples;

await ShopFront.VisitAsync(new Uri(args.Length > 0 ? args[0] : "http://127.0.0.1:5000"), Console.Out);
