"""Tables for names in Latin letters: given names, Pinyin, and capitalised words that name no person."""

GIVEN_NAMES = frozenset(
    "Aaron Abdul Abdullah Abigail Adam Adeyemi Ahmad Ahmed Aiko Aisha Alan Albert Alex Alexander Alexandra Alexei Alice Alicia Ali Amanda Amina "
    "Amir Amit Amy Ana Andre Andrea Andrew Angela Anita Anna Anne Annie Anthony Antonio Arjun Arthur Ashley Barbara Ben Benjamin Bella Betty Bob "
    "Boris Brandon Brian Bruce Carl Carlos Carol Caroline Catherine Cecilia Charles Charlie Charlotte Chloe Chris Christian Christina Christine "
    "Christopher Cindy Claire Clara Colin Connie Crystal Cynthia Daisy Dan Daniel Danny David Deborah Dennis Derek Diana Diego Dmitri Donald Donna "
    "Dorothy Douglas Edward Eileen Elaine Elena Elizabeth Ella Ellen Emily Emma Emmanuel Eric Erica Ethan Eugene Eva Evelyn Fatima Felix Fernando "
    "Fiona Francis Frank Fred Gary George Gerald Giovanni Giulia Gloria Grace Graham Grant Greg Gregory Hana Hannah Hans Harry Hassan Heather Helen "
    "Helena Henry Hiroshi Howard Hugo Ian Ibrahim Igor Ingrid Irene Isaac Isabel Ivan Ivy Jack Jackie Jacob Jacqueline James Jamal Jane Janet Janice "
    "Jason Javier Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerry Jessica Jim Joan Joanna John Johnny Jonathan Jose Joseph Joshua Joyce Juan Judy Julia "
    "Julian Julie Juliet Justin Karen Karl Kate Katherine Kathy Katie Keith Kelly Ken Kenji Kenneth Kevin Kim Kofi Kumar Kwame Kyle Larry Laura "
    "Lauren Leo Leon Leonard Lily Linda Lisa Liz Lorenzo Louis Louise Lucas Lucia Lucy Luis Luke Lydia Maggie Marco Marcus Margaret Maria Marie Mario "
    "Mark Martha Martin Mary Mateo Matthew Maurice Max Megan Melissa Mehmet Michael Michelle Miguel Mike Mohamed Mohammed Monica Muhammad Nancy Natalia "
    "Natalie Natasha Nathan Neha Neil Nguyen Nicholas Nicole Nicolas Nikolai Nina Noah Nora Oleg Olga Oliver Olivia Oluwaseun Omar Oscar Pablo Pamela "
    "Patricia Patrick Paul Paula Pedro Peggy Peter Philip Phoebe Pierre Priya Rachel Rafael Rahul Raj Rajesh Ralph Raymond Rebecca Ricardo Richard Rita "
    "Robert Roberto Robin Roger Ronald Rosa Rose Ruth Ryan Sakura Sally Sam Samantha Samuel Sandra Sara Sarah Sean Sergei Sergey Sharon Sheila Shirley "
    "Simon Sofia Sophia Sophie Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Susan Suzanne Svetlana Sylvia Takashi Tatiana Ted Teresa Terry "
    "Thomas Tiffany Tim Timothy Tina Toby Tom Tommy Tony Tracy Tran Uchenna Valerie Vanessa Vera Veronica Victor Victoria Vijay Vincent Vivian Vladimir "
    "Walter Wendy William Winnie Yasmin Yolanda Yuki Yusuf Yvonne Zoe Chinedu Chidi Ngozi Okonkwo Fernandes Silva Santos Garcia Smith Johnson Brown "
    "Taylor Wilson Walker Harris Clark Lewis Turner Cooper Evans Murphy O'Brien O'Neill Schmidt Mueller Rossi Dubois Petrov Ivanov Sato Tanaka Suzuki "
    "Kimura Patel Singh Sharma Khan Hussain Rahman Thornton Sutherland".split())
NOT_NAMES = frozenset(
    "Road Rd Street St Avenue Ave Boulevard Lane Community Park Station Station's District Village Square School Hospital River Lake Lu Cun Town City "
    "Bridge Garden Gardens Plaza Mall Center Centre Tower Building Block Room Unit Flat House Hotel Airport Port Harbour Bay Beach Mountain Hill Line Metro "
    "Bus Exit Gate Kindergarten College University Library Museum Market Supermarket Shop Store Cafe Coffee Restaurant Bar Club Bank Company Group Co Ltd "
    "Inc Office Bureau Department Committee Council Government Property Management Service Services Centre Happy New Old North South East West Central "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December "
    "The A An This That These Those My Our Your His Her Their We You He She It They I Is Are Was Were Do Does Did Can Could Would Should Will May Please "
    "Why What When Where Who How If And But Or So Not No Yes Dear Hello Hi Thanks Thank Sorry Best Regards Yours Sincerely Since After Before During "
    "Every Each All Some Any Many Most Other Another Only Just Also Even Still There Here Chinese English China Shenzhen Guangdong Hong Kong Macau "
    "Taiwan Beijing Shanghai Guangzhou Bao'an Bao Xi'an Baoan Nanshan Futian Luohu Longgang Longhua Xixiang Fuyong Shajing Songgang Shiyan Xin'an Xin "
    "America American British Canadian Australian German French Japanese Korean Indian Line Spring Festival Christmas Year Day National Labour Labor "
    "Garbage Street Mr Mrs Ms Miss Dr Prof WeChat Wechat Whatsapp WhatsApp Telegram Alipay Taobao Meituan Didi Apple Google Android Windows Wi Fi Free "
    "Regulation Article Rule Regulations Law Act Room Passport Permit Card Landline Block Tower Phase Zone Area Bus Car Uncle Aunt Auntie Manager Director "
    "Teacher Officer Doctor Captain Secretary Principal Boss Master Professor Neighbour Driver Guard Owner Honestly Nobody Somebody Everyone Last Next "
    "First Second Third Two Three One Four Five Number Plus Pro Max Air Power Star Starbucks Burger King Lawson Seven Eleven Family Mart Sam's Costco Ikea "
    "Walmart Disney Tesla Land Rover Mercedes Benz Toyota Honda Audi World Global International Technology Industrial Zone Sports Art Music Dance "
    "Street Food Night Green Blue Red White Black Golden Silver Sea Ocean Sun Moon Sky Coastal Coast Haibin Uniqlo Nike Adidas".split())
SURNAMES = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Gao|Luo|Zheng|Liang|Xie|Song|Tang|Han|Feng|Deng|Cao|Peng|Zeng|Xiao|"
    "Cai|Pan|Tian|Dong|Yuan|Yu|Ye|Jiang|Du|Su|Wei|Cheng|Lu|Lv|Ding|Shen|Ren|Yao|Zhong|Cui|Tan|Lai|Fan|Fang|Shi|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Qiu|Qin|"
    "Jia|Gu|Hou|Shao|Meng|Long|Wan|Duan|Qian|Yin|Yi|Chang|Qiao|Gong|Wen|Mo|Ouyang|Situ|Shangguan|Zhuge|Wong|Chan|Cheung|Leung|Kwok|Chow|Lam|Lau|Ng|Yip|Mak|"
    "Nguyen|Tran|Pham|Hoang"
)
PINYIN = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|"
    r"a|o|e|i|u|v)"
)
